package io.parley.cli;

import static io.parley.testing.ArrayBytes.gzip;
import static io.parley.testing.ArrayBytes.idx;
import static io.parley.testing.ArrayBytes.npy;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.testing.OnnxBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users get wrong is told them in one line that names it and the remedy, before any node computes anything. */
class BadInputIT {
  private static final String NOBODY = "127.0.0.1:1";

  /** Where commands run, with the files they name. */
  @TempDir
  private static Path directory;
  private static WarmCli warm;
  private static ServerSocket mute;
  private static Cli askingMute;

  /** The command that takes longest goes first. */
  @BeforeAll
  static void start() throws IOException {
    writeModels();
    writeImages();
    mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    askingMute = start(List.of("-Dparley.client.connect-timeout=3s"),
        infer("--cluster", "127.0.0.1:" + mute.getLocalPort()));
    warm = new WarmCli(directory, javaOptions());
  }

  @AfterAll
  static void stop() throws IOException {
    warm.close();
    askingMute.close();
    mute.close();
  }

  private static void writeModels() throws IOException {
    write("text.onnx", "no model".getBytes(StandardCharsets.UTF_8));
    byte[] mlp = Files.readAllBytes(Home.file("models/mlp.onnx"));
    write("cut.onnx", Arrays.copyOf(mlp, mlp.length / 2));
    write("ops.onnx", new OnnxBytes().input("x", DataType.FLOAT, -1, 784).node("GridSample", "top", "x")
        .node("Relu", "middle", "top").node("Unique", "set", "middle").bytes());
    write("texts.onnx", linear(DataType.STRING, 784, 1));
    write("misfit.onnx", linear(DataType.FLOAT, 700, 1));
    write("huge.onnx", linear(DataType.FLOAT, 784, 1e18));
    write("nan.onnx", linear(DataType.FLOAT, 784, Double.NaN));
    write("open.onnx", new OnnxBytes().input("x", DataType.FLOAT, -1, -1, -1).node("Relu", "y", "x").bytes());
    write("images.onnx", new OnnxBytes().input("x", DataType.FLOAT, -1, 1, 28, 28).node("Relu", "y", "x").bytes());
    write("two.onnx", new OnnxBytes().input("a", DataType.FLOAT, -1, 784).input("b", DataType.FLOAT, -1, 784)
        .node("Add", "y", "a", "b").bytes());
  }

  private static void writeImages() throws IOException {
    byte[] images = idx(9, 28, 28);
    write("images.idx", images);
    write("labels.idx", idx(9));
    write("cut.idx", Arrays.copyOf(images, images.length / 2));
    write("cut.gz", Arrays.copyOf(gzip(images), 100));
    write("garbage.gz", new byte[]{0x1f, (byte) 0x8b, 'g', 'a', 'r', 'b', 'a', 'g', 'e', 0, 0, 0});
    write("8-labels.idx", idx(8));
    write("small.idx", idx(9, 14, 28));
    write("12-images.idx", idx(12, 28, 28));
    write("12-labels.idx", idx(12));
    write("complex.npy", npy(1, "<c16", false, 0, 28, 28));
    write("huge.npy", endingWith(1e15));
    write("nan.npy", endingWith(Double.NaN));
  }

  private static byte[] linear(DataType inputs, int rows, double weight) {
    return new OnnxBytes().input("x", inputs, -1, 784).weight("w", weight, rows, 10).node("MatMul", "fc", "x", "w")
        .bytes();
  }

  /** Images whose last value is the given one. */
  private static byte[] endingWith(double last) {
    byte[] images = npy(1, "<f8", false, 9, 28, 28);
    ByteBuffer.wrap(images).order(ByteOrder.LITTLE_ENDIAN).putDouble(images.length - Double.BYTES, last);
    return images;
  }

  private static void write(String name, byte[] content) throws IOException {
    Files.write(directory.resolve(name), content);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"',
      textBlock = """
          plan text.onnx                 | text.onnx is not an ONNX model               | export the model
          explain cut.onnx               | cut.onnx is not an ONNX model, or is cut off | export the model
          plan none.onnx                 | no model file none.onnx                      | Name an ONNX file
          plan ops.onnx                  | for 2 reasons: (1) Node 'top': op GridSample | (2) Node 'set': op Unique
          plan texts.onnx                | Input 'x' has elements of type STRING        | only models that take
          explain misfit.onnx            | Node 'fc'                                    | needs shape [784, n]
          plan open.onnx                 | open.onnx leaves the size of 'open2' and 'open3' open | --dim open2=SIZE,open3=SIZE
          explain open.onnx --dim open2=8 | leaves the size of 'open3' open              | give it by --dim open3=SIZE
          bench model --help             | There is no command 'parley bench model'    | Did you mean models?
          bench transport eco --runs 3   | no command 'parley bench transport eco'     | Did you mean echo?
          bench models --model open.onnx | leaves the size of 'open2' and 'open3' open  | --dim open2=SIZE
          plan open.onnx --dim open2=8,open3=0 | Dimension 'open3'                      | at least 1, not 0
          plan open.onnx --dim seq=8     | --dim names 'seq', but the open dimensions of | are 'batch' and 'open2'
          plan mlp --dim seq=8           | --dim names 'seq', but the open dimensions of | are 'batch'
          plan open.onnx --dim open2     | '--dim'                                      | parley plan --help
          plan mlp --batch 0             | batch                                        | at least 1, not 0
          plan mlp --batch 1000000000    | too large for a batch of 1000000000          | use a smaller batch
          plan mlp --batch many          | '--batch': 'many' is not an int              | parley plan --help
          plan mlp --lowred              | Unknown option: '--lowred'                   | parley plan --help
          explain mlp --protocol bever   | Unknown protocol 'bever'                     | Known: beaver, masked
          explain mlp --parties 1        | at least 2 parties, not 1                    | start more
          explain mlp --parties 100000   | --parties                                    | at most 1000
          explain mlp --compare both     | --compare is 'both'                          | must be tree, fss, auto
          explain mlp --compare auto --protocol beaver | 'beaver' has one way to compare | use 'masked'
          explain mlp --compare fss --parties 3 | 'fss' needs exactly 2 parties, not 3  | Compare by 'tree' or 'auto'
          plan mlp --lowered --compare fss --protocol spdz2k | 'spdz2k' has one way     | use 'masked'
          quickstart --compare fss --parties 3 | needs exactly 2 parties, not 3         | Compare by 'tree' or 'auto'
          bench ops --compare tree,moon  | --compare is 'moon'                          | must be tree, fss, auto
          bench ops --compare fss --protocol masked-fss | 'masked-fss' has one way      | use 'masked'
          bench models --compare auto,fss --parties 3 | 'fss' needs exactly 2           | Compare by 'tree' or 'auto'
          explain mlp --ranges 1         | '1', which is no range                       | LOW:HIGH, such as 0:1
          explain mlp --ranges 2:1       | '2:1', which is no range                     | LOW:HIGH
          explain mlp --ranges y=0:1     | names 'y', but the inputs of                 | are image
          explain mlp --mock none.npy    | Cannot use none.npy                          | check the path
          explain mlp --bandwidth-mbps 0 | bandwidth                                    | between 0.001 and 1000000, not 0.0
          quickstart --images 0          | 1 image, not 0                               | must be at least
          quickstart --images 10001      | 10001 cannot be taken                        | at most 10000
          quickstart --parties 1         | at least 2 parties, not 1                    | start more
          quickstart --parties 1000      | not 1000                                     | at most 32 on one machine
          quickstart --model huge.onnx   | Weight 'w' of huge.onnx                      | Scale the model's weights
          bench ops --op matmul --size 2000000000 | --size 2000000000 is too large for matmul    | 2^31 elements
          bench ops --size 0             | '0' is no size                               | such as 512, 100K or 1M
          bench ops --op mul --size 1x2x3 | cannot be 1x2x3                             | Write one number
          bench ops --runs 0             | --runs                                       | must be at least 1, not 0
          bench ops --warmup -1          | --warmup                                     | must be at least 0, not -1
          bench ops --protocol bever     | Unknown protocol 'bever'                     | Known: beaver
          bench ops --parties 1          | at least 2 parties, not 1                    | start more
          bench ops --protocol all --parties 1000 | not 1000                            | at most 32 on one machine
          bench ops --json none/out.json | Cannot write none/out.json                   | a directory that exists
          bench models --model none.onnx | no model file none.onnx                      | Name an ONNX file
          bench models --model mlp --batch 0 | batch                                    | at least 1, not 0
          bench models --link lan,moon   | --link is 'moon'                             | latency=5ms,bandwidth=100Mbit
          bench kernels --op Sort        | No kernel's name begins with 'Sort'          | Known: Convolution.first
          bench kernels --kernels fast   | Unknown kernels [fast]                       | Known: vector, plain
          bench suite images.idx         | Cannot make the directory images.idx         | Name another
          bench report none              | There is no file none                        | --json
          bench report text.onnx         | text.onnx is no result file                  | Name a file that --json wrote
          bench compare text.onnx a.json | text.onnx is no result file                  | Name a file that --json wrote
          bench compare a.json b.json --threshold tiny | --threshold                    | a percentage such as 10%
          quickstart --link moon         | --link is 'moon'                             | latency=5ms,bandwidth=100Mbit
          bench ops --link latency=1h    | --link is 'latency=1h'                       | latency=5ms,bandwidth=100Mbit
          bench transport --transport udp | Unknown transport 'udp'                     | Known: memory, tcp
          bench transport --runs 0       | --runs                                       | at least 1
          bench sessions --runs 0        | --runs                                       | at least 1
          bench sessions --protocol gmw  | Unknown protocol 'gmw'                       | Known: beaver
          bench transport --json .       | Cannot write .                               | --json
          bench ops --op quotient        | Unknown op 'quotient'                        | Known: all, share, reveal
          """)
  void command_badInput_isRefused(String args, String what, String remedy) throws IOException {
    warm.run(args.split(" ")).assertRefused(what, remedy);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      --images cut.idx        | cut.idx: it is truncated: its header promises 9×28×28 | download or export it again
      --images cut.gz         | cut.gz: it is truncated                              | download or export it again
      --images garbage.gz     | garbage.gz: its gzip data is damaged                 | download or export it again
      --images none.idx       | none.idx: there is no such file                      | check the path
      --labels none.idx       | none.idx: there is no such file                      | check the path
      --images .              | Cannot use .: it is a directory                      | name a file
      --labels 8-labels.idx   | images.idx has 9 images, but 8-labels.idx has 8 labels | Name files that belong together
      --labels images.idx     | Labels need one axis, but images.idx is of shape 9×28×28 | Check --labels
      --count 10              | images.idx has 9 images, so 10 cannot be taken       | at most 9
      --count -1              | 1 image, not -1                                      | must be at least
      --count 99999999999     | '--count': '99999999999' is not an int               | parley infer --help
      --batch 0               | --batch                                              | must be at least 1, not 0
      --wait -1               | --wait                                               | must be at least 0, not -1
      --warmup -1             | --warmup                                             | must be at least 0, not -1
      --images small.idx      | [1, 28, 28] (784 values), but those in small.idx are of shape [14, 28] | Check --images
      --images complex.npy    | complex.npy: its elements are of type 'c16'          | save it as float32
      --images huge.npy       | Image 8 in huge.npy: The value 1.0E15                | Scale the images
      --images nan.npy        | Image 8 in nan.npy: The value NaN                    | Scale the images
      --images 12-images.idx --labels 12-labels.idx --count 12 | 12-labels.idx has 10 | Check --labels
      --model nan.onnx        | Weight 'w' of nan.onnx: The value NaN                | Scale the model's weights
      --model images.onnx     | images.onnx gives 1 outputs, the first of shape [9, 1, 28, 28] | Name another model
      --model open.onnx       | leaves the size of 'open2' and 'open3' open          | --dim open2=SIZE
      --model open.onnx --dim batch=9 | 'batch' is the batch of open.onnx            | give it by --batch
      --model two.onnx        | two.onnx takes 'a' of 2 dimensions and 'b'           | Name another model
      --protocol magic        | Unknown protocol 'magic'                             | Known: beaver, masked
      --compare both          | --compare is 'both'                                  | must be tree, fss, auto
      --compare fss --parties 3 | 'fss' needs exactly 2 parties, not 3               | Compare by 'tree' or 'auto'
      --parties 1             | at least 2 parties, not 1                            | start more
      --json none/out.json    | Cannot write none/out.json                           | a directory that exists
      --json .                | Cannot write .                                       | --json
      --tape --stream         | --tape takes what was dealt beforehand               | Choose one
      --tape --protocol=replicated | 'replicated' has no provider                    | choose another --protocol
      --cluster 127.0.0.1:1   | No node answers at 127.0.0.1:1                       | check the address
      --cluster 127.0.0.1     | '127.0.0.1' is not an address                        | Write host:port
      """)
  void infer_badInput_isRefusedBeforeTheClusterIsAsked(String options, String what, String remedy)
      throws IOException {
    warm.run(infer(options.split(" "))).assertRefused(what, remedy);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      list                | Missing required option: '--cluster=HOST:PORT' | parley tape list --help
      list --cluster AT   | No node answers at 127.0.0.1:1                 | check the address
      make mlp --cluster AT --count 0              | --count must be at least 1   | not 0
      make mlp --cluster AT --batch 0              | batch                        | at least 1, not 0
      make mlp --cluster nowhere                   | 'nowhere' is not an address  | Write host:port
      make none.onnx --cluster AT                  | no model file none.onnx      | Name an ONNX file
      make mlp --cluster AT --protocol replicated  | 'replicated' has no provider | choose another --protocol
      make mlp --cluster AT --parties 1            | at least 2 parties, not 1    | start more
      burn --cluster AT                            | Say which tape to burn       | its id, or --all
      burn 3f --cluster AT                         | '3f' is not the id of a tape | parley tape list
      """)
  void tape_badInput_isRefused(String args, String what, String remedy) throws IOException {
    warm.run(("tape " + args.replace("AT", NOBODY)).split(" +")).assertRefused(what, remedy);
  }

  @Test
  void infer_listenerIsNoNode_isRefusedInTime() throws InterruptedException {
    askingMute.await().assertRefused("found no cluster at [127.0.0.1:" + mute.getLocalPort() + "] within 3 s",
        "check the address");
  }

  @Test
  void infer_refusedLater_leavesNoJsonFileBehind() throws IOException {
    warm.run(infer("--json", "out.json")).assertRefused("No node answers");

    assertThat(directory.resolve("out.json")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan text.onnx", "explain none.onnx", "infer --model mlp --count few"})
  void processOfItsOwn_badInput_exitsWith2(String args) throws InterruptedException {
    start(List.of(), args.split(" ")).await().assertRefused(args.substring(args.lastIndexOf(' ') + 1));
  }

  @Test
  void node_portInUse_isRefused() throws Exception {
    String port = String.valueOf(mute.getLocalPort());

    start(List.of(), "node", "--role", "party", "--name", "alice", "--port", port).await()
        .assertRefused("Cannot listen at 127.0.0.1:" + port, "in use", "Choose another");
  }

  @Test
  void heapTooSmall_fails() throws InterruptedException {
    Cli.Result result = start(List.of("-Xmx12m"), "explain", "lenet").await();

    result.assertFailed("out of memory with a heap of", "PARLEY_JAVA_OPTS=-Xmx4g", "Details: ");
    assertThat(Path.of(result.err().strip().replaceFirst(".*Details: ", ""))).content().contains("OutOfMemoryError");
  }

  private static String[] infer(String... options) {
    Map<String, String> all = new LinkedHashMap<>(Map.of("--cluster", NOBODY, "--model", "mlp", "--images",
        "images.idx", "--labels", "labels.idx", "--count", "9", "--wait", "0"));
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    Stream<String> args = all.entrySet().stream().flatMap(e -> Stream.of(e.getKey(), e.getValue()));
    return Stream.concat(Stream.of("infer"), args).toArray(String[]::new);
  }

  private static Cli start(List<String> javaOptions, String... args) {
    return Cli.start(directory, Stream.concat(javaOptions().stream(), javaOptions.stream()).toList(), List.of(args));
  }

  /** Logs that failures leave behind go where they are cleared away. */
  private static List<String> javaOptions() {
    return Cli.quick("-Djava.io.tmpdir=" + directory);
  }
}
