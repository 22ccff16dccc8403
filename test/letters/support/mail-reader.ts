import type { Page } from 'playwright-core';
import { openBrowser } from '../../support/browser';

interface View {
  /** Of the window, in pixels. */
  width: number;
  dark: boolean;
}

export interface MailReader {
  page: Page;
  show(html: string, view?: View): Promise<void>;
  /** Addresses that the mail on show has asked for, other than what came with it. */
  requests(): string[];
  close(): Promise<void>;
}

const CAME_WITH_THE_MAIL = /^(?:about|cid|data):/;

/** A mail program's window: a browser that asks for nothing by itself. */
export async function openMailReader(): Promise<MailReader> {
  const browser = await openBrowser();
  const page = await browser.newPage();
  let requests: string[] = [];
  page.on('request', (request) => {
    if (!CAME_WITH_THE_MAIL.test(request.url())) requests.push(request.url());
  });
  // nothing leaves the machine even where a letter is wrong
  await page.route(/^(?:http|ws)s?:/, (route) => route.abort());
  return {
    page,
    show: async (html, { width, dark } = { width: 360, dark: false }) => {
      requests = [];
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      await page.setContent(html, { waitUntil: 'load' });
    },
    requests: () => requests,
    close: () => browser.close(),
  };
}
