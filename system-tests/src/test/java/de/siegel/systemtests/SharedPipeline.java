package de.siegel.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every test class the same running pipeline: starting it costs as much as all its tests. A
 * test leaves every process running. It ends with the test run.
 */
final class SharedPipeline implements ParameterResolver, AfterTestExecutionCallback {
  private static final Namespace NAMESPACE = Namespace.create(SharedPipeline.class);
  private static final Path FOLDER = Path.of("target", "pipeline");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PipelineProcesses.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return pipeline(context);
  }

  private static PipelineProcesses pipeline(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            PipelineProcesses.class,
            key -> PipelineProcesses.start(emptyFolder()),
            PipelineProcesses.class);
  }

  private static Path emptyFolder() {
    try {
      if (Files.exists(FOLDER)) {
        try (Stream<Path> old = Files.walk(FOLDER)) {
          for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      return Files.createDirectories(FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    PipelineProcesses pipeline =
        context.getRoot().getStore(NAMESPACE).get(PipelineProcesses.class, PipelineProcesses.class);
    if (pipeline != null && context.getExecutionException().isPresent()) {
      System.err.println(pipeline.logTails());
    }
  }
}
