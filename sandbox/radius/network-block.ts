export const eapMethods = ['peap-mschapv2', 'ttls-pap', 'ttls-mschapv2'] as const;
export type EapMethod = (typeof eapMethods)[number];

/** What a device is set up with. */
export interface DeviceSetup {
  method: EapMethod;
  username: string;
  password: string;
  /** The name outside the tunnel. */
  anonymousIdentity: string;
  /** A PEM file with the CA that it trusts. */
  caFile: string;
  /** The server's full name. */
  serverName: string;
  /** The only version of TLS; the device's preference (1.2, radius.md §2.2) if left out. */
  tls?: '1.2' | '1.3';
}

const methods: Record<EapMethod, readonly string[]> = {
  'peap-mschapv2': ['eap=PEAP', 'phase2="auth=MSCHAPV2"'],
  'ttls-pap': ['eap=TTLS', 'phase2="auth=PAP"'],
  'ttls-mschapv2': ['eap=TTLS', 'phase2="auth=MSCHAPV2"'],
};

const oldTls = 'tls_disable_tlsv1_0=1 tls_disable_tlsv1_1=1';
/** A line of a network block that allows one version of TLS. */
export const onlyTls = {
  '1.2': `phase1="${oldTls} tls_disable_tlsv1_3=1"`,
  '1.3': `phase1="${oldTls} tls_disable_tlsv1_2=1 tls_disable_tlsv1_3=0"`,
} as const;

/** A network block for wpa_supplicant (radius.md §4.1); free text is written as bytes, because quotes cannot be escaped. */
export function networkBlock(setup: DeviceSetup): string {
  const lines = [
    `ssid=${bytes('Space')}`,
    'key_mgmt=WPA-EAP',
    ...methods[setup.method],
    `identity=${bytes(setup.username)}`,
    `anonymous_identity=${bytes(setup.anonymousIdentity)}`,
    `password=${bytes(setup.password)}`,
    `ca_cert=${bytes(setup.caFile)}`,
    `domain_match=${bytes(setup.serverName)}`,
    ...(setup.tls ? [onlyTls[setup.tls]] : []),
  ];
  return `network={\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

function bytes(text: string): string {
  return text === '' ? '""' : Buffer.from(text).toString('hex');
}
