import type { WebhooksView } from '../../../../contracts/api/webhooks';
import { Table } from '../../parts/table';
import type { Visit } from '../../frame/visit';
import { locationName, type Names } from './location-name';

/** How to type webhooks into Nexudus where its user may not make them. */
export function ByHand({ records, names, visit }: { records: WebhooksView; names: Names; visit: Visit }) {
  const { say } = visit;
  const { address, missing } = records;
  return (
    <details class="act" id="by-hand">
      <summary>{say('webhooks.byHand')}</summary>
      <div>
        <p>{say('webhooks.byHand.lead')}</p>
        <ol>
          <li>{say('webhooks.byHand.where')}</li>
          <li>{say('webhooks.byHand.each')}</li>
          <li>{say('webhooks.byHand.after')}</li>
        </ol>
        {address === null ? (
          <p>{say('webhooks.byHand.secret')}</p>
        ) : (
          <>
            <p>{say('webhooks.byHand.address')}</p>
            <pre id="address" tabindex={0}>
              {address}
            </pre>
            {missing.length > 0 && (
              <Table
                label={say('webhooks.byHand.missing')}
                head={[say('webhooks.location'), say('webhooks.action'), say('webhooks.address')]}
                rows={missing.map(({ businessId, action }) => [
                  locationName(names, businessId),
                  <code>{action}</code>,
                  <code>{address.replace('{businessId}', businessId).replace('{action}', action)}</code>,
                ])}
              />
            )}
          </>
        )}
      </div>
    </details>
  );
}
