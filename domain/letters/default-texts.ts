import type { LetterKind } from '../replayed/letter-kinds';

/** Lines that are sure to be short stay under 78 characters: mail programs that wrap do it there. */
const link = `{% if profile_url -%}
Open this address on the phone or laptop that you want to connect. The page
takes you through the rest:

{{ profile_url }}

It works for a limited time; you can always ask for a new one.
{%- else -%}
Choose the network on your phone or laptop, and sign in with your user name
and password.
{%- endif %}`;

const credentials = `  Network:   {{ ssid }}
  User name: {{ username }}
  Password:  {% if password %}{{ password }}{% elsif profile_url %}on the page behind the link{% else %}ask for it at the desk{% endif %}

All of this is for you alone, so please do not pass it on.
{% if valid_until %}It works until {{ valid_until }}.
{%- else %}It works as long as your membership does: there is nothing to renew.
{%- endif %}`;

const trouble = `If anything does not work, reply to this mail or ask at the desk. We are
glad to help.`;

const letter = (...paragraphs: string[]): string =>
  `${['Hello {{ member_name }},', ...paragraphs, '{{ space_name }}'].join('\n\n')}\n`;

/** The text of each letter, complete without the HTML. */
export const defaultTexts: Record<LetterKind, string> = {
  welcome: letter(`welcome to {{ space_name }}. Here is your own key to our WiFi.`, link, credentials, trouble),
  resend: letter(
    `here is your key to the WiFi at {{ space_name }} again.
A device that connects can stay as it is; one that does not is set up like
this.`,
    link,
    credentials,
    trouble,
  ),
  rotated: letter(
    `your password for the WiFi at {{ space_name }} has been changed.
The old one no longer works, so each of your devices has to be set up again.`,
    link,
    credentials,
    trouble,
  ),
  renewed: letter(
    `this is the fresh link to the WiFi at {{ space_name }} that you asked for.
A device that connects can stay as it is. If you did not ask for it, you can
ignore this mail.`,
    link,
    credentials,
    trouble,
  ),
  renewProfile: letter(
    `the certificate behind the WiFi at {{ space_name }} is about to change.
Please set up each of your devices again, from the page of your link, so that
it still connects afterwards. Your user name and password stay the same.

Deutsch: Das Zertifikat unseres WLANs wechselt. Bitte richte jedes deiner
Geräte über deinen Link neu ein, damit es sich weiterhin verbindet.

Español: El certificado de nuestra WiFi va a cambiar. Configura de nuevo cada
uno de tus dispositivos desde tu enlace para que siga conectándose.

Français : Le certificat de notre WiFi va changer. Reconfigurez chacun de vos
appareils depuis votre lien pour qu'il continue à se connecter.`,
    link,
    credentials,
    trouble,
  ),
  planChanged: letter(
    `{% if plan_name %}you are on {{ plan_name }} now{% else %}your plan has changed{% endif %},
and your WiFi at {{ space_name }} has moved to the level that comes with it.`,
    `There is nothing to do. Network, user name and password stay the same, and
your devices have the new level the next time they connect to
{{ ssid }}.`,
    trouble,
  ),
  endingSoon: letter(
    `your access to the WiFi at {{ space_name }}
{% if valid_until %}works until {{ valid_until }}{% else %}ends soon{% endif %}.
After that your devices no longer connect to {{ ssid }};
you do not have to do anything.`,
    `Staying longer? If your membership goes on, so does your WiFi, and your
devices stay set up. Reply to this mail or ask at the desk, and we will
sort it out.`,
  ),
  ended: letter(
    `your access to the WiFi at {{ space_name }} has ended,
and your devices no longer connect to {{ ssid }}.
You can remove the network from them. Thank you for being with us.`,
    `If you think that this is a mistake, or would like to come back, reply to
this mail or ask at the desk. We would be glad to see you again.`,
  ),
};
