import type { EapMethod } from './settings';

export interface Eap {
  outer: 'PEAP' | 'TTLS';
  inner: 'MSCHAPv2' | 'PAP';
}

/** What goes on outside and inside the tunnel. With TTLS the inner one is not an EAP method. */
export const eapOf: Record<EapMethod, Eap> = {
  'peap-mschapv2': { outer: 'PEAP', inner: 'MSCHAPv2' },
  'ttls-pap': { outer: 'TTLS', inner: 'PAP' },
  'ttls-mschapv2': { outer: 'TTLS', inner: 'MSCHAPv2' },
};

/** IANA's numbers of EAP methods. */
export const eapTypes = { TTLS: 21, PEAP: 25, MSCHAPv2: 26 } as const;
