/** A business rule refuses: HTTP 200 with `WasSuccessful: false` and this message (nexudus.md §2.5). */
export class Refusal extends Error {}

/** The service breaks on what it was given: HTTP 400 with the "Ooops!" text. */
export class Ooops extends Error {}
