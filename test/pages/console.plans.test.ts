import { dozenShop, settleDozen, settleMap } from '../api/support/plan-map';
import { needing } from '../support/tools';
import { lookAt, openConsole, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

const shop = dozenShop();
let console: Console;
beforeAll(async () => {
  console = await openConsole({ external: shop.external });
  settleDozen(console.api.fake, shop);
});
afterAll(() => console.close());

describe('the plan map', () => {
  it('is pleasant and usable by everybody', async () => {
    await lookAt(console, '/console/plans', 'plans');
  });

  it('is pleasant and usable by everybody: nothing is mapped yet', async () => {
    settleMap(console.api.fake, shop, {});
    await lookAt(console, '/console/plans', 'plans-empty');
    settleDozen(console.api.fake, shop);
  });

  it('is pleasant and usable by everybody: the form of a plan', async () => {
    await lookAt(console, '/console/plans/edit?plan=19', 'plans-edit');
  });
});
