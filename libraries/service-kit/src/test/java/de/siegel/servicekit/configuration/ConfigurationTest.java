package de.siegel.servicekit.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path folder;

  private static void assertRefused(ThrowingCallable reading, String... words) {
    assertThatThrownBy(reading)
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContainingAll(words);
  }

  private Configuration load(String content) {
    try {
      return Configuration.load(Files.writeString(folder.resolve("a.properties"), content));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void namesASettingThatIsMissing() {
    Configuration configuration = load("a = b\n");

    assertThat(configuration.text("a")).isEqualTo("b");
    assertRefused(() -> configuration.text("signer.batch-size"), "signer.batch-size");
    assertRefused(() -> configuration.require("a", "c"), "c");
  }

  @Test
  void takesAnEmptySettingForAMissingOne() {
    Configuration configuration = load("text =\nstate.folder =\ntrust.root.file =  \n");

    assertRefused(() -> configuration.text("text"), "text");
    assertRefused(() -> configuration.path("state.folder"), "state.folder");
    assertRefused(() -> configuration.path("trust.root.file"), "trust.root.file");
  }

  @Test
  void namesRangeAndValueOfANumberOutOfRange() {
    Configuration configuration = load("n = 12\nword = twelve\nbig = 99999999999\n");

    assertThat(configuration.whole("n", 1, 12, 12)).isEqualTo(12);
    assertThat(configuration.whole("absent", 7, 1, 10)).isEqualTo(7);
    assertThat(configuration.millis("n", 1, 0, 100)).hasMillis(12);
    assertRefused(() -> configuration.whole("n", 1, 13, 20), "n ", "13", "20", "12");
    assertRefused(() -> configuration.whole("n", 1, 0, 11), "11");
    assertRefused(() -> configuration.whole("word", 1, 0, 11), "word", "whole number");
    assertRefused(() -> configuration.whole("big", 1, 0, 11), "big");
  }

  /** What is read as no where somebody meant yes would go unnoticed. */
  @Test
  void aFlagIsTrueOrFalseAndNothingElse() {
    Configuration configuration =
        Configuration.of(Map.of("on", "true", "off", "false", "x", "yes"));
    assertThat(configuration.flag("on", false)).isTrue();
    assertThat(configuration.flag("off", true)).isFalse();
    assertThat(configuration.flag("absent", true)).isTrue();
    assertRefused(() -> configuration.flag("x", true), "x", "true or false", "yes");
  }

  @Test
  void countsPathsFromTheFilesOwnFolder() {
    Configuration configuration = load("state.folder = state\nkey.file = /absolute/key\n");

    assertThat(configuration.path("state.folder")).isEqualTo(folder.resolve("state"));
    assertThat(configuration.path("key.file")).isEqualTo(Path.of("/absolute/key"));
  }

  @Test
  void namesWhatNobodyAskedFor() {
    Configuration configuration =
        load("signer.batchsize = 1\nkafka.properties.security.protocol = SSL\nknown = 1\n");
    configuration.text("known");

    assertThat(configuration.under("kafka.properties."))
        .containsExactly(Map.entry("security.protocol", "SSL"));
    assertRefused(configuration::refuseUnknown, "signer.batchsize");
  }

  @Test
  void knowsWhatWasAskedForThoughItWasAbsent() {
    Configuration configuration = load("a = 1, 2 ,3\n");
    configuration.optional("b");

    assertThat(configuration.list("a")).containsExactly("1", "2", "3");
    assertThat(configuration.list("c")).isEmpty();
    configuration.refuseUnknown();
  }

  @Test
  void namesAFileThatCannotBeRead() throws IOException {
    Path missing = folder.resolve("missing.properties");
    Path malformed = Files.writeString(folder.resolve("bad.properties"), "a = \\u12");
    Path notUtf8 = Files.write(folder.resolve("latin.properties"), new byte[] {'a', '=', -28, -1});

    assertRefused(() -> Configuration.load(missing), "missing.properties");
    assertRefused(() -> Configuration.load(malformed), "bad.properties");
    assertRefused(() -> Configuration.load(notUtf8), "latin.properties");
    assertRefused(() -> Configuration.load(folder), folder.toString());
  }

  @Test
  void environmentIsMandatoryAndOneOfTwo() {
    assertThat(Environment.of(load("environment = test"))).isEqualTo(Environment.TEST);
    assertThat(Environment.of(load("environment = production"))).isEqualTo(Environment.PRODUCTION);
    assertRefused(() -> Environment.of(load("environment = TEST")), "test or production", "TEST");
    assertRefused(() -> Environment.of(load("")), "environment");
  }
}
