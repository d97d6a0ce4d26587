package io.parley.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.parley.plan.BadRequestException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An expression in CEL (cel.dev) over the facts of a run. */
final class Condition {
  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder().build();
  private static final Pattern COMPLAINT = Pattern.compile("ERROR: [^ ]* (.*)");

  private final String text;
  private final CelRuntime.Program program;

  private Condition(String text, CelRuntime.Program program) {
    this.text = text;
    this.program = program;
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS).setResultType(SimpleType.BOOL);
    Arrays.stream(Fact.values()).forEach(fact -> builder.addVar(fact.key(), type(fact)));
    return builder.build();
  }

  private static CelType type(Fact fact) {
    return switch (fact.type()) {
      case TEXT -> SimpleType.STRING;
      case TEXTS -> ListType.create(SimpleType.STRING);
      case NUMBER -> SimpleType.INT;
    };
  }

  /**
   * @param where of the policy it stands, for complaints
   * @throws BadRequestException if it is no such expression
   */
  static Condition of(String where, String text) {
    try {
      CelAbstractSyntaxTree tree = COMPILER.compile(text).getAst();
      return new Condition(text, RUNTIME.createProgram(tree));
    } catch (CelValidationException | CelEvaluationException e) {
      Matcher complaint = COMPLAINT.matcher(String.valueOf(e.getMessage()));
      throw new BadRequestException(where + ": '" + text + "' is no condition: "
          + (complaint.find() ? complaint.group(1) : e.getMessage()), e);
    }
  }

  Finding judge(String name, int line, RunFacts facts) {
    AtomicReference<@Nullable Fact> missing = new AtomicReference<>();
    try {
      Object result = program.eval(key -> {
        Fact fact = Fact.of(key).orElseThrow();
        Optional<Object> value = facts.find(fact);
        if (value.isEmpty()) {
          missing.set(fact);
        }
        return value;
      });
      if (result instanceof Boolean holds) {
        return new Finding(name, line, Finding.Answer.of(holds), text);
      }
    } catch (CelEvaluationException e) {
      if (missing.get() == null) {
        return new Finding(name, line, Finding.Answer.NO, text + " fails: " + e.getMessage());
      }
    }
    Fact unknown = missing.get();
    return new Finding(name, line, Finding.Answer.OPEN,
        text + " depends on " + (unknown == null ? "what is not known" : unknown.key()));
  }
}
