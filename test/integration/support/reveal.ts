/** What a letter's link reveals, as a program asks for it. */
export interface Revealed {
  /** Missing where a problem is answered. */
  state?: string;
  network: string;
  username?: string;
  password?: string;
  validUntil: string | null;
  serverNames: string[];
  profiles?: { format: string; url: string }[];
}

/** The address of the member's page that a letter carries. */
export function linkIn(text: string): string {
  const [link] = /https?:\/\/\S+\/w\/[0-9]+-[a-z0-9]+/.exec(text) ?? [];
  if (link === undefined) throw new Error('the letter carries no link');
  return link;
}

export async function reveal(link: string): Promise<Revealed> {
  const response = await fetch(`${link}/reveal`, { method: 'POST', headers: { accept: 'application/json' } });
  return (await response.json()) as Revealed;
}
