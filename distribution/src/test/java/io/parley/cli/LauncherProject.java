package io.parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A small project around a copy of the launcher, so that nothing can make it build the real one, and a directory for
 * what is to be found on the path.
 */
final class LauncherProject {
  private final Path root;
  private final Path tools;

  LauncherProject(Path directory) throws IOException {
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

  /** A Maven that puts the jars in place that there are already, with their dates: {@link ClassArchives} go by them. */
  void mavenThatBuilds() throws IOException {
    String target = "distribution/target/parley";
    tool("mvn", "mkdir -p " + target + " && cp -pr '" + Cli.LIB + "' " + target + " && cp '" + Cli.LIB
        + "/'*.options " + target + "/lib");
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
