package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustListTest {

  private static final TrustList LIST =
      TrustList.of(List.of(TestSigner.ES256.certificate(), TestSigner.PS256.certificate()));

  @Test
  void readsWhatItWrites() throws IOException {
    assertThat(read(LIST.json()).certificates()).isEqualTo(LIST.certificates());
  }

  @Test
  void c11_severalCertificatesMayShareAKeyId() {
    TrustList twice =
        TrustList.of(List.of(TestSigner.ES256.certificate(), TestSigner.ES256.certificate()));

    assertThat(twice.find(KeyId.ofCertificate(TestSigner.ES256.certificate()))).hasSize(2);
    assertThat(twice.find(KeyId.of(new byte[8]))).isEmpty();
  }

  @Test
  void c10_refusesAnEntryUnderAForeignKeyId() {
    String own = KeyId.ofCertificate(TestSigner.ES256.certificate()).base64();
    String json = LIST.json().replace(own, KeyId.of(new byte[8]).base64());

    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("certificates[");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "{\"certificates\":[{}]}", "{\"certificates\":[{\"rawData\":7}]}"})
  void refusesAListOfAnotherForm(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(IllegalArgumentException.class);
  }

  private static TrustList read(String json) throws IOException {
    return TrustList.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
