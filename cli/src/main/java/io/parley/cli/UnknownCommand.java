package io.parley.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Finds a command that there is none of. The parser by itself overlooks it where help is asked for. */
final class UnknownCommand {
  private UnknownCommand() {}

  /** In one line what is wrong with the words that name the command, and the nearest that is right; or nothing. */
  static Optional<String> in(CommandLine root, String... args) {
    CommandLine command = root;
    for (String arg : args) {
      if (command.getSubcommands().isEmpty() || takesValue(command, arg)) {
        return Optional.empty();
      }
      CommandLine next = command.getSubcommands().get(arg);
      if (next != null) {
        command = next;
      } else if (!arg.startsWith("-")) {
        String name = command.getCommandSpec().qualifiedName();
        return Optional.of("There is no command '" + name + " " + arg + "'. Did you mean "
            + nearest(arg, command.getSubcommands().keySet()) + "? See '" + name + " --help'.");
      }
    }
    return Optional.empty();
  }

  /** Whether what follows an option belongs to it. */
  private static boolean takesValue(CommandLine command, String arg) {
    @Nullable
    OptionSpec option = command.getCommandSpec().findOption(arg);
    return arg.startsWith("-") && option != null && option.arity().max() > 0;
  }

  private static String nearest(String word, Collection<String> names) {
    return names.stream().min(Comparator.comparingInt(name -> distance(word, name))).orElseThrow();
  }

  /** How many letters have to be put in, taken out or replaced. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[to.length()];
  }
}
