/** Where a page is read: names and times are those of the space. */
export interface Place {
  /** BCP 47. */
  language: string;
  /** Null: not known yet. */
  spaceName: string | null;
  /** IANA, of the whole space. */
  zone: string;
}
