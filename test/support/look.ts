import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** How many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

export interface Writing {
  text: string;
  /** Height of its letters in pixels. */
  size: number;
}

/** Every piece of text that can be seen. */
export const writings = (page: Page): Promise<Writing[]> =>
  page.evaluate(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { parentElement } = node;
      if (node.data.trim() === '' || !parentElement.checkVisibility()) continue;
      found.push({ text: node.data.trim(), size: parseFloat(getComputedStyle(parentElement).fontSize) });
    }
    return found;
  })()`);

export interface Picture {
  alt: string;
  isLoaded: boolean;
  /** Pixels. */
  width: number;
  height: number;
  background: string;
}

export const pictures = (page: Page): Promise<Picture[]> =>
  page.evaluate(`[...document.images].map((image) => ({
    alt: image.alt,
    isLoaded: image.naturalWidth > 0,
    width: image.width,
    height: image.height,
    background: getComputedStyle(image).backgroundColor,
  }))`);

/** The background of the first element that fits the selector, e.g. `rgb(0, 0, 0)`. */
export const background = (page: Page, selector: string): Promise<string> =>
  page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).backgroundColor`);

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What stands in somebody's way under WCAG 2.2 A and AA, contrast included: rule and element, as axe tells them.
 *
 * @param rules the tags or names of axe's rules; of a page that only has other colours, `color-contrast` is enough
 */
export async function barriers(page: Page, rules: readonly string[] = everyRule): Promise<string[]> {
  if (await page.evaluate('window.axe === undefined')) await page.evaluate(axe);
  return page.evaluate(`axe
    .run({ runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'], preload: false })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`);
}
