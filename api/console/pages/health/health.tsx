import { act, page, SeeOther, type View, type Visit } from '../../frame/visit';
import { Certificates } from './certificates';
import { ChecksPart } from './checks-part';
import { Product } from './product';
import { Systems } from './systems';

const PATH = '/console/health';

export const healthPages = [page('/health', showHealth), act('/health/checks', run, { role: 'desk' })];

async function run({ api }: Visit): Promise<SeeOther> {
  await api.runChecks();
  return new SeeOther(PATH);
}

async function showHealth(visit: Visit): Promise<View> {
  const { api, say } = visit;
  const [checks, health] = await Promise.all([api.readChecks(), api.readHealth()]);
  return {
    title: say('health.title'),
    body: (
      <div data-live="">
        <p class="lead">{say('health.lead')}</p>
        <ChecksPart checks={checks} visit={visit} />
        <Systems health={health} visit={visit} />
        <Product health={health} visit={visit} />
        <Certificates certificates={health.certificates} visit={visit} />
      </div>
    ),
  };
}
