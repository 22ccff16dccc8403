/** What there is to read on a page, in one line; of its frame nothing. */
export async function readable(page: Response | Promise<Response>): Promise<string> {
  return textIn(await (await page).text());
}

export function textIn(html: string): string {
  const [, main = html] = /<main[^>]*>(.*)<\/main>/s.exec(html) ?? [];
  const text = main
    .replace(/<\/?(?:p|li|dt|dd|td|th|h\d|div|section|br|button|summary|small)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '');
  return unescaped(text).replace(/\s+/g, ' ').trim();
}

export const unescaped = (html: string): string =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
