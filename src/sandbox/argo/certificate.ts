import { webcrypto } from 'node:crypto';
import { Integer, OctetString, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, Certificate, CryptoEngine, Extension, GeneralName, GeneralNames } from 'pkijs';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };

const pem = (label: string, bytes: ArrayBuffer): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----\n`;

/** A certificate that signs itself, for 127.0.0.1 and a year: a sandbox runs until somebody stops it. */
export const makeCertificate = async (): Promise<{ readonly key: string; readonly cert: string }> => {
  const engine = new CryptoEngine({ crypto: webcrypto });
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const name = new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: 'cordage test' }) });
  const address = new GeneralName({
    type: 7,
    value: new OctetString({ valueHex: Uint8Array.of(127, 0, 0, 1).buffer }),
  });
  const certificate = new Certificate({ version: 2, serialNumber: new Integer({ value: 1 }) });
  certificate.issuer.typesAndValues.push(name);
  certificate.subject.typesAndValues.push(name);
  certificate.notBefore.value = new Date(Date.now() - 1_800_000);
  certificate.notAfter.value = new Date(Date.now() + 365 * 86_400_000);
  certificate.extensions = [
    new Extension({ extnID: '2.5.29.17', extnValue: new GeneralNames({ names: [address] }).toSchema().toBER() }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  await certificate.sign(keys.privateKey, 'SHA-256', engine);
  return {
    key: pem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)),
    cert: pem('CERTIFICATE', certificate.toSchema().toBER()),
  };
};
