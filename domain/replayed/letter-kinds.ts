/** Letters that bring credentials, by mail or behind a link. */
export const credentialLetters = ['welcome', 'resend', 'rotated', 'renewed', 'renewProfile'] as const;
export type CredentialLetter = (typeof credentialLetters)[number];

/** Letters that only tell. */
export const newsLetters = ['planChanged', 'endingSoon', 'ended'] as const;

export const letterKinds = [...credentialLetters, ...newsLetters] as const;
export type LetterKind = (typeof letterKinds)[number];

export const isCredentialLetter = (kind: LetterKind): kind is CredentialLetter =>
  credentialLetters.some((known) => known === kind);
