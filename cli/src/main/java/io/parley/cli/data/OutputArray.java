package io.parley.cli.data;

import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import io.parley.plan.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.StringJoiner;

/** An output as users get it: float64 for numbers, int64 for integers, bool for bits. */
public record OutputArray(String name, Element element, Values values) {
  private static final int BUFFER_NUMBERS = 1 << 13;

  /** The name as one part of a path. */
  public String fileName() {
    return name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.*$", "output").replaceFirst("^\\.", "_");
  }

  /** Writes several as an NPZ file. */
  public static void writeNpz(OutputStream to, Collection<OutputArray> arrays) throws IOException {
    Npz.write(to, arrays);
  }

  public void writeNpy(OutputStream to) throws IOException {
    ElementType type = switch (element) {
      case REAL -> ElementType.FLOAT64;
      case INTEGER -> ElementType.INT64;
      case BOOL -> ElementType.BOOL;
    };
    to.write(Npy.header(type, values.shape()));
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_NUMBERS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : values.data()) {
      switch (element) {
        case REAL -> buffer.putDouble(number);
        case INTEGER -> buffer.putLong((long) number);
        case BOOL -> buffer.put((byte) number);
      }
      if (buffer.remaining() < Double.BYTES) {
        to.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    }
    to.write(buffer.array(), 0, buffer.position());
  }

  /** A row for each index of the first axis; the other axes become columns, such as logits_0, or map_1_2. */
  public void writeCsv(OutputStream to) throws IOException {
    Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
    int rows = values.shape().rank() == 0 ? 1 : values.shape().dim(0);
    int columns = rows == 0 ? 0 : values.shape().size() / rows;
    StringJoiner header = new StringJoiner(",", "", "\n");
    for (int c = 0; c < columns; c++) {
      header.add(quoted(column(c)));
    }
    out.write(header.toString());
    for (int r = 0; r < rows; r++) {
      StringJoiner line = new StringJoiner(",", "", "\n");
      for (int c = 0; c < columns; c++) {
        line.add(text(r * columns + c));
      }
      out.write(line.toString());
    }
    out.flush();
  }

  /** A number as text, exactly. */
  private String text(int index) {
    double number = values.data()[index];
    return element == Element.REAL ? String.valueOf(number) : String.valueOf((long) number);
  }

  /** The name of a column: that of the output, and the indices along the axes but the first. */
  private String column(int c) {
    Shape shape = values.shape();
    String indices = "";
    for (int axis = shape.rank() - 1; axis > 0; axis--) {
      indices = "_" + c % shape.dim(axis) + indices;
      c /= shape.dim(axis);
    }
    return name + indices;
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
