package de.siegel.cli.certificate;

import de.siegel.cli.ExitCode;
import de.siegel.cli.inspection.Inspection;
import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.terminal.TextWidth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code siegel inspect}: each layer of a certificate, as far as it can be read. */
@Command(
    name = "inspect",
    description = {
      "Shows each layer of a certificate, for people who debug a verifier. Verifies nothing.",
      "Ends with 0 if every layer can be read and with 1 after the first that cannot."
    })
public final class InspectCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = CertificateInput.LABEL, description = CertificateInput.DESCRIPTION)
  private String certificate;

  /** Made by the main command. */
  public InspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Inspection inspection = Inspection.of(CertificateInput.read(certificate, terminal.in()));
    Style style = terminal.outStyle();
    for (Inspection.Layer layer : inspection.layers()) {
      terminal.out().println(style.strong(layer.title()));
      layer.lines().forEach(line -> terminal.out().println("  " + TextWidth.escape(line)));
      if (layer.failure().isPresent()) {
        terminal
            .out()
            .println("  " + style.bad("broken: ") + TextWidth.escape(layer.failure().get()));
      }
    }
    return (inspection.isComplete() ? ExitCode.OK : ExitCode.NEGATIVE).value();
  }
}
