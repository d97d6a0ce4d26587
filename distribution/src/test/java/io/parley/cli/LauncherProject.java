package io.parley.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * A small project around a copy of the launcher, so that nothing can make it build the real one, and a directory for
 * what is to be found on the path.
 */
final class LauncherProject {
  private final Path directory;
  private final Path root;
  private final Path tools;

  LauncherProject(Path directory) throws IOException {
    this.directory = directory;
    root = Files.createDirectories(directory.resolve("a project"));
    tools = Files.createDirectories(directory.resolve("tools"));
    copy("parley");
    copy(".build/find-jdk");
    Files.writeString(root.resolve("pom.xml"), "");
  }

  Path root() {
    return root;
  }

  Path tools() {
    return tools;
  }

  /** A Maven that puts a jar in place that refers to this test's class path. */
  void mavenThatBuilds() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, Arrays
        .stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
    Path jar = directory.resolve("parley.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    String lib = "distribution/target/parley/lib";
    tool("mvn", "mkdir -p " + lib + "/bench && cp '" + jar + "' " + lib + "/parley.jar && cp '"
        + Cli.HOME.resolve("cli/src/main/resources/io/parley/cli") + "/'*.options " + lib);
  }

  void tool(String name, String script) throws IOException {
    executable(tools.resolve(name), script);
  }

  static void executable(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Takes a file over from the real project. */
  void copy(String file) throws IOException {
    Path to = root.resolve(file);
    Files.createDirectories(to.getParent());
    Files.copy(Cli.HOME.resolve(file), to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** The machine's own. */
  static Path which(String tool) {
    return List.of("/usr/bin/", "/bin/").stream().map(d -> Path.of(d + tool)).filter(Files::exists).findFirst()
        .orElseThrow();
  }
}
