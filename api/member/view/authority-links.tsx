import type { Authority } from '../authority';
import { textsOf, type Scene } from './layout';

/** The certificates that a device must have before it can tell the network from a false one. */
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
