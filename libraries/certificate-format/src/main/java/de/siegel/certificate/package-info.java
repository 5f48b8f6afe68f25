/**
 * The HCERT container and the EU Digital COVID Certificate in it: rules of the payload, encoding,
 * decoding, certificate ids and revocation handles.
 *
 * <p>Everything here is pure: no clock, no network, no files. Numbers such as C-12 or V-01 name the
 * rules of the project's fact sheet on certificates; the specifications behind them are the
 * European Health Certificate electronic container 1.0.8 (hcert_spec), the DCC schema 1.3, RFC 8949
 * (CBOR), RFC 9052 (COSE), RFC 8392 (CWT), RFC 1950 (zlib) and RFC 9285 (Base45).
 */
package de.siegel.certificate;
