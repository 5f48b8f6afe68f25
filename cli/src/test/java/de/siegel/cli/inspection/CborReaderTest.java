package de.siegel.cli.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborReaderTest {

  /** Pairs of RFC 8949, appendix A. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "00 | 0",
        "1818 | 24",
        "1bffffffffffffffff | 18446744073709551615",
        "3bffffffffffffffff | -18446744073709551616",
        "3903e7 | -1000",
        "f93c00 | 1.0",
        "f90001 | 5.9604644775390625E-8",
        "f97bff | 65504.0",
        "f9c400 | -4.0",
        "fa47c35000 | 100000.0",
        "fb7e37e43c8800759c | 1.0E300",
        "f97c00 | Infinity",
        "f97e00 | NaN",
        "f4 | false",
        "f6 | null",
        "f7 | undefined",
        "f0 | simple(16)",
        "f8ff | simple(255)",
        "c11a514b67b0 | 1(1363896240)",
        "4401020304 | h'01020304'",
        "62c3bc | \"ü\"",
        "64f0908591 | \"𐅑\"",
        "83010203 | [1, 2, 3]",
        "a26161016162820203 | {\"a\": 1, \"b\": [2, 3]}",
        "5f42010243030405ff | h'0102030405'",
        "7f657374726561646d696e67ff | \"streaming\"",
        "9f018202039f0405ffff | [1, [2, 3], [4, 5]]",
        "bf61610161629f0203ffff | {\"a\": 1, \"b\": [2, 3]}",
      })
  void readsWhatTheSpecificationWrites(String hex, String notation) throws CborFailure {
    assertThat(CborNotation.line(CborReader.read(HexFormat.of().parseHex(hex))))
        .isEqualTo(notation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the bytes end too early at byte 0",
        "18 | the bytes end too early: 1 are announced, 0 are left at byte 1",
        "0000 | 1 further bytes follow the item at byte 1",
        "ff | an end of nothing at byte 0",
        "81ff | an end of nothing at byte 1",
        "bf01ff | an end of nothing at byte 2",
        "1c | a reserved initial byte at byte 0",
        "fc | a reserved initial byte at byte 0",
        "1f | a reserved initial byte at byte 0",
        "61ff | a text that is no UTF-8 at byte 0",
        "5f6161ff | a chunk of another type at byte 1",
        "9bffffffffffffffff | the bytes end too early at byte 9",
        "5bffffffffffffffff00 | the bytes end too early: 18446744073709551615 are announced, 1 are left at byte 9",
      })
  void saysWhereItBreaks(String hex, String message) {
    assertThatThrownBy(() -> CborReader.read(HexFormat.of().parseHex(hex)))
        .isInstanceOf(CborFailure.class)
        .hasMessage(message);
  }

  @Test
  void refusesNestingWithoutEnd() {
    byte[] bytes = new byte[60_000];
    java.util.Arrays.fill(bytes, (byte) 0x81);

    assertThatThrownBy(() -> CborReader.read(bytes)).hasMessageContaining("nesting deeper than 32");
  }
}
