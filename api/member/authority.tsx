import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { isRoot, subjectOf } from '../../domain/profiles/trust';
import { textsOf, type Scene } from './page-layout';

/** A CA as a device shows it. */
export interface Authority {
  name: string;
  /** SHA-256, pairs of hex digits. */
  fingerprint: string;
  /** The certificate itself, as an address to download it from. */
  download: string;
  /** Devices ship with it. */
  isPublic: boolean;
  /** Else it stands between a root and the server, which sends it. */
  isRoot: boolean;
}

const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;

const publicRoots = new Set(rootCertificates.map(fingerprintOf));

export function authorityOf(pem: string): Authority {
  const certificate = new X509Certificate(pem);
  const { fingerprint256, raw } = certificate;
  const download = `data:application/x-x509-ca-cert;base64,${raw.toString('base64')}`;
  const [, name] = /^CN=(.+)$/m.exec(certificate.subject) ?? [];
  return {
    name: name ?? subjectOf(certificate),
    fingerprint: fingerprint256,
    download,
    isPublic: publicRoots.has(fingerprint256),
    isRoot: isRoot(certificate),
  };
}

/** What a device must have in its store: roots. Settings of earlier versions may have none. */
export function installable({ authorities }: { authorities: Authority[] }): Authority[] {
  const roots = authorities.filter(({ isRoot }) => isRoot);
  return roots.length > 0 ? roots : authorities;
}

/** The certificates that a device needs to recognize the genuine network. */
export function AuthorityLinks({ scene, authorities }: { scene: Scene; authorities: Authority[] }) {
  const text = textsOf(scene);
  return (
    <>
      {authorities.map(({ name, fingerprint, download }) => (
        <p key={fingerprint}>
          <a href={download} download={`${name.replace(/[^A-Za-z0-9]+/g, '-')}.crt`}>
            {text('setUp.certificate', { ca: name })}
          </a>
        </p>
      ))}
    </>
  );
}
