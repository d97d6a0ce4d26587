@NullMarked
package io.parley.onnx;

import org.jspecify.annotations.NullMarked;
