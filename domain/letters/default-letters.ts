import { letterKinds, type LetterKind } from './kinds';
import type { LetterTemplates } from './letter';

const subject = 'Your WiFi at {{ space_name }}';

const text = `Hello {{ member_name }},

welcome to {{ space_name }}. This is your own key to the WiFi:

  Network:   {{ ssid }}
  User name: {{ username }}
  Password:  {{ password }}
{% if profile_url %}
To set up a phone or laptop in one tap, open this page on it:
{{ profile_url }}
{% endif %}
Choose the network on your device and enter the two. They are for you alone, and go with your membership: there is
nothing to renew.

If anything does not work, reply to this mail or ask at the desk.

{{ space_name }}
`;

const html = `<!doctype html>
<html lang="en">
  <body style="margin:0;padding:24px;background:#f5f5f4;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;color:#1c1917">
    <div style="max-width:30em;margin:0 auto;padding:24px;background:#ffffff;border-radius:12px;line-height:1.5">
      <p>Hello {{ member_name }},</p>
      <p>welcome to {{ space_name }}. This is your own key to the WiFi:</p>
      <table role="presentation" cellpadding="4">
        <tr><td>Network</td><td><strong>{{ ssid }}</strong></td></tr>
        <tr><td>User name</td><td><code>{{ username }}</code></td></tr>
        <tr><td>Password</td><td><code style="font-size:1.2em">{{ password }}</code></td></tr>
      </table>
      {%- if profile_url %}
      <p><a href="{{ profile_url }}">Set up a phone or laptop in one tap</a>: open this link on the device itself.</p>
      {%- endif %}
      <p>Choose the network on your device and enter the two. They are for you alone, and go with your membership: there
        is nothing to renew.</p>
      <p>If anything does not work, reply to this mail or ask at the desk.</p>
      <p>{{ space_name }}</p>
    </div>
  </body>
</html>
`;

const credentials: LetterTemplates = { subject, text, html };

/** The letters while the settings give none. */
export const defaultLetters = Object.fromEntries(letterKinds.map((kind) => [kind, credentials])) as Record<
  LetterKind,
  LetterTemplates
>;
