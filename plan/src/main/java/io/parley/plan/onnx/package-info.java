@NullMarked
package io.parley.plan.onnx;

import org.jspecify.annotations.NullMarked;
