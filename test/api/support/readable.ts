/** What there is to read on a page, in one line. */
export async function readable(page: Response | Promise<Response>): Promise<string> {
  const html = await (await page).text();
  const [, main = html] = /<main[^>]*>(.*)<\/main>/s.exec(html) ?? [];
  return main
    .replace(/<\/?(?:p|li|dt|dd|td|th|h\d|div|section|br|button|summary|small)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
