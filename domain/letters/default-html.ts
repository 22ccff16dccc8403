// Made from letters/*.mjml: change those, and run `node letters/build.mjs`.

export const defaultHtml = {
  ended: {
    subject: `Your WiFi at {{ space_name }} has ended`,
    html: `<!doctype html><html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<title>Your WiFi at {{ space_name }} has ended</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge"><!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
h1 { margin: 0; font: inherit; }
.card, .around { overflow-wrap: anywhere; word-break: break-word; }
.value div { white-space: pre-wrap; }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; font: inherit !important; }
@media only screen and (max-width: 479px) {
.page > div { padding: 0 12px !important; }
.card > table > tbody > tr > td { padding: 28px 20px 12px !important; }
.around > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
.button, .button > table { width: 100% !important; }
.button a { display: block !important; padding-left: 12px !important; padding-right: 12px !important; }
}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<style type="text/css">
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
body, .page > div { background: #1c1917 !important; }
.card, .card > table { background: #292524 !important; }
.ink div { color: #fafaf9 !important; }
.faint div, .qr-words { color: #d6d3d1 !important; }
.panel > table > tbody > tr > td { background: #1c1917 !important; border-color: #57534e !important; }
.plain-link { color: #5eead4 !important; }
}
</style></head>
<body class="page" style="word-spacing:normal;background-color:#f5f5f4;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">Thank you for being with us.</div>
<div aria-label="Your WiFi at {{ space_name }} has ended" aria-roledescription="email" role="article" lang="en" dir="ltr" style="word-spacing:normal;background-color:#f5f5f4;">
<!--[if mso | IE]>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;font-weight:600;line-height:1.5;text-align:left;color:#57534e;">{{ space_name }}</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;border-radius:14px;overflow:hidden;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;"> <tbody>
<tr>
<td style="border-radius:14px;direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:24px;font-weight:700;line-height:1.25;text-align:left;color:#292524;">
<h1>Thank you for being with us</h1></div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Hello {{ member_name }}, your access to the WiFi at {{ space_name }} has ended, and your devices no longer connect to {{ ssid }}. You can remove the network from them.</div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">If you think that this is a mistake, or would like to come back, reply to this mail or ask at the desk. We would be glad to see you again.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 28px 32px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">This mail is about your WiFi at {{ space_name }}.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </div> </body></html>`,
  },
  endingSoon: {
    subject: `Your WiFi at {{ space_name }} ends soon`,
    html: `<!doctype html><html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<title>Your WiFi at {{ space_name }} ends soon</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge"><!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
h1 { margin: 0; font: inherit; }
.card, .around { overflow-wrap: anywhere; word-break: break-word; }
.value div { white-space: pre-wrap; }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; font: inherit !important; }
@media only screen and (max-width: 479px) {
.page > div { padding: 0 12px !important; }
.card > table > tbody > tr > td { padding: 28px 20px 12px !important; }
.around > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
.button, .button > table { width: 100% !important; }
.button a { display: block !important; padding-left: 12px !important; padding-right: 12px !important; }
}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<style type="text/css">
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
body, .page > div { background: #1c1917 !important; }
.card, .card > table { background: #292524 !important; }
.ink div { color: #fafaf9 !important; }
.faint div, .qr-words { color: #d6d3d1 !important; }
.panel > table > tbody > tr > td { background: #1c1917 !important; border-color: #57534e !important; }
.plain-link { color: #5eead4 !important; }
}
</style></head>
<body class="page" style="word-spacing:normal;background-color:#f5f5f4;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">{% if valid_until %}It works until {{ valid_until }}.{% else %}What happens then, and what to do if you stay.{% endif %}</div>
<div aria-label="Your WiFi at {{ space_name }} ends soon" aria-roledescription="email" role="article" lang="en" dir="ltr" style="word-spacing:normal;background-color:#f5f5f4;">
<!--[if mso | IE]>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;font-weight:600;line-height:1.5;text-align:left;color:#57534e;">{{ space_name }}</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;border-radius:14px;overflow:hidden;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;"> <tbody>
<tr>
<td style="border-radius:14px;direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:24px;font-weight:700;line-height:1.25;text-align:left;color:#292524;">
<h1>Your WiFi ends soon</h1></div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Hello {{ member_name }}, your access to the WiFi at {{ space_name }} {% if valid_until %}works until <strong>{{ valid_until }}</strong>{% else %}ends soon{% endif %}. After that your devices no longer connect to {{ ssid }}; you do not have to do anything.</div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Staying longer? If your membership goes on, so does your WiFi, and your devices stay set up. Reply to this mail or ask at the desk, and we will sort it out.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 28px 32px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">This mail is about your WiFi at {{ space_name }}.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </div> </body></html>`,
  },
  plain: {
    subject: `{{ subject }}`,
    html: `<!doctype html><html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<title>{{ subject }}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge"><!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
h1 { margin: 0; font: inherit; }
.card, .around { overflow-wrap: anywhere; word-break: break-word; }
.value div { white-space: pre-wrap; }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; font: inherit !important; }
@media only screen and (max-width: 479px) {
.page > div { padding: 0 12px !important; }
.card > table > tbody > tr > td { padding: 28px 20px 12px !important; }
.around > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
.button, .button > table { width: 100% !important; }
.button a { display: block !important; padding-left: 12px !important; padding-right: 12px !important; }
}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<style type="text/css">
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
body, .page > div { background: #1c1917 !important; }
.card, .card > table { background: #292524 !important; }
.ink div { color: #fafaf9 !important; }
.faint div, .qr-words { color: #d6d3d1 !important; }
.panel > table > tbody > tr > td { background: #1c1917 !important; border-color: #57534e !important; }
.plain-link { color: #5eead4 !important; }
}
</style></head>
<body class="page" style="word-spacing:normal;background-color:#f5f5f4;">
<div aria-label="{{ subject }}" aria-roledescription="email" role="article" lang="en" dir="ltr" style="word-spacing:normal;background-color:#f5f5f4;">
<!--[if mso | IE]>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;font-weight:600;line-height:1.5;text-align:left;color:#57534e;">{{ space_name }}</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;border-radius:14px;overflow:hidden;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;"> <tbody>
<tr>
<td style="border-radius:14px;direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">
<div style="white-space:pre-wrap">{% assign link = profile_url | default: "\\n" %}{% assign lines = text | split: "\\n" %}{% for line in lines %}{% assign parts = line | append: " " | split: link %}{% for part in parts %}{% unless forloop.first %}<a class="plain-link" href="{{ link }}" style="color:#0f766e">{{ link }}</a>{% endunless %}{% if forloop.last %}{{ part | rstrip }}{% else %}{{ part }}{% endif %}{% endfor %}<br>{% endfor %}</div></div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 28px 32px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">This mail is about your WiFi at {{ space_name }}.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </div> </body></html>`,
  },
  planChanged: {
    subject: `Your WiFi at {{ space_name }} has changed with your plan`,
    html: `<!doctype html><html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<title>Your WiFi at {{ space_name }} has changed with your plan</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge"><!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
h1 { margin: 0; font: inherit; }
.card, .around { overflow-wrap: anywhere; word-break: break-word; }
.value div { white-space: pre-wrap; }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; font: inherit !important; }
@media only screen and (max-width: 479px) {
.page > div { padding: 0 12px !important; }
.card > table > tbody > tr > td { padding: 28px 20px 12px !important; }
.around > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
.button, .button > table { width: 100% !important; }
.button a { display: block !important; padding-left: 12px !important; padding-right: 12px !important; }
}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<style type="text/css">
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
body, .page > div { background: #1c1917 !important; }
.card, .card > table { background: #292524 !important; }
.ink div { color: #fafaf9 !important; }
.faint div, .qr-words { color: #d6d3d1 !important; }
.panel > table > tbody > tr > td { background: #1c1917 !important; border-color: #57534e !important; }
.plain-link { color: #5eead4 !important; }
}
</style></head>
<body class="page" style="word-spacing:normal;background-color:#f5f5f4;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">Nothing to do: your devices stay set up.</div>
<div aria-label="Your WiFi at {{ space_name }} has changed with your plan" aria-roledescription="email" role="article" lang="en" dir="ltr" style="word-spacing:normal;background-color:#f5f5f4;">
<!--[if mso | IE]>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;font-weight:600;line-height:1.5;text-align:left;color:#57534e;">{{ space_name }}</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;border-radius:14px;overflow:hidden;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;"> <tbody>
<tr>
<td style="border-radius:14px;direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:24px;font-weight:700;line-height:1.25;text-align:left;color:#292524;">
<h1>Your WiFi moved with your plan</h1></div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Hello {{ member_name }}, {% if plan_name %}you are on <strong>{{ plan_name }}</strong> now{% else %}your plan has changed{% endif %}, and your WiFi has moved to the level that comes with it.</div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">There is nothing to do. Network, user name and password stay the same, and your devices have the new level the next time they connect to {{ ssid }}.</div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">If anything does not work, reply to this mail or ask at the desk. We are glad to help.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 28px 32px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">This mail is about your WiFi at {{ space_name }}.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </div> </body></html>`,
  },
  renewed: {
    subject: `Your new WiFi link at {{ space_name }}`,
    html: `<!doctype html><html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<title>Your new WiFi link at {{ space_name }}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge"><!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
h1 { margin: 0; font: inherit; }
.card, .around { overflow-wrap: anywhere; word-break: break-word; }
.value div { white-space: pre-wrap; }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; font: inherit !important; }
@media only screen and (max-width: 479px) {
.page > div { padding: 0 12px !important; }
.card > table > tbody > tr > td { padding: 28px 20px 12px !important; }
.around > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
.button, .button > table { width: 100% !important; }
.button a { display: block !important; padding-left: 12px !important; padding-right: 12px !important; }
}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<style type="text/css">
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
body, .page > div { background: #1c1917 !important; }
.card, .card > table { background: #292524 !important; }
.ink div { color: #fafaf9 !important; }
.faint div, .qr-words { color: #d6d3d1 !important; }
.panel > table > tbody > tr > td { background: #1c1917 !important; border-color: #57534e !important; }
.plain-link { color: #5eead4 !important; }
}
</style></head>
<body class="page" style="word-spacing:normal;background-color:#f5f5f4;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">The fresh link that you asked for.</div>
<div aria-label="Your new WiFi link at {{ space_name }}" aria-roledescription="email" role="article" lang="en" dir="ltr" style="word-spacing:normal;background-color:#f5f5f4;">
<!--[if mso | IE]>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;font-weight:600;line-height:1.5;text-align:left;color:#57534e;">{{ space_name }}</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;border-radius:14px;overflow:hidden;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;"> <tbody>
<tr>
<td style="border-radius:14px;direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:24px;font-weight:700;line-height:1.25;text-align:left;color:#292524;">
<h1>Here is your new link</h1></div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Hello {{ member_name }}, this is the fresh link that you asked for. A device that connects can stay as it is. If you did not ask for it, you can ignore this mail.</div> </td> </tr> {% if profile_url %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Open this mail on the phone or laptop that you want to connect, and tap the button. The page behind it takes you through the rest.</div> </td> </tr>
<tr>
<td align="left" class="button" style="font-size:0px;padding:4px 0 20px;word-break:break-word;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"> <tbody>
<tr>
<td align="center" bgcolor="#0f766e" role="presentation" style="border:none;border-radius:10px;cursor:auto;mso-padding-alt:14px 28px;background:#0f766e;" valign="middle"> <a href="{{ profile_url }}" style="display:inline-block;background:#0f766e;color:#ffffff;font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:17px;font-weight:600;line-height:24px;margin:0;text-decoration:none;text-transform:none;padding:14px 28px;mso-padding-alt:0px;border-radius:10px;" target="_blank"> Set up this device </a> </td> </tr> </tbody> </table> </td> </tr> {% if qr_code %}
<tr>
<td style="padding:0 0 20px">
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td style="width:138px;vertical-align:middle"> <img src="{{ qr_code }}" alt="QR code: the same link, for the camera of your phone" width="136" height="136" style="display:block;width:136px;height:136px;border:1px solid #e7e5e4;border-radius:10px;background:#ffffff;color:#292524;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif;font-size:14px;line-height:20px"> </td>
<td class="qr-words" style="padding-left:16px;vertical-align:middle;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#57534e">Reading this on another screen? Point the camera of your phone at the code.</td> </tr> </table> </td> </tr>{% endif %}
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">If the button does nothing, open this address:<br><a class="plain-link" href="{{ profile_url }}" style="color:#0f766e">{{ profile_url }}</a><br>It works for a limited time; you can always ask for a new one.</div> </td> </tr> {% else %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Choose the network on your phone or laptop, and sign in with your user name and password.</div> </td> </tr> {% endif %} </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr>
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0 0 20px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="panel-outlook" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix panel" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%" style="border-collapse:separate;"> <tbody>
<tr>
<td style="background-color:#f5f5f4;border:1px solid #e7e5e4;border-radius:10px;vertical-align:top;border-collapse:separate;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:12px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">Network</div> </td> </tr>
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ ssid }}</div> </td> </tr>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:10px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">User name</div> </td> </tr>
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ username }}</div> </td> </tr>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:10px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">Password</div> </td> </tr> {% if password %}
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px 12px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ password }}</div> </td> </tr> {% else %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 16px 12px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">{% if profile_url %}On the page behind the link{% else %}Ask for it at the desk{% endif %}</div> </td> </tr> {% endif %} </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr>
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">All of this is for you alone, so please do not pass it on. {% if valid_until %}It works until {{ valid_until }}.{% else %}It works as long as your membership does: there is nothing to renew.{% endif %}</div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">If anything does not work, reply to this mail or ask at the desk. We are glad to help.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 28px 32px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">This mail is about your WiFi at {{ space_name }}.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </div> </body></html>`,
  },
  resend: {
    subject: `Your WiFi at {{ space_name }}, once more`,
    html: `<!doctype html><html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<title>Your WiFi at {{ space_name }}, once more</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge"><!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
h1 { margin: 0; font: inherit; }
.card, .around { overflow-wrap: anywhere; word-break: break-word; }
.value div { white-space: pre-wrap; }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; font: inherit !important; }
@media only screen and (max-width: 479px) {
.page > div { padding: 0 12px !important; }
.card > table > tbody > tr > td { padding: 28px 20px 12px !important; }
.around > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
.button, .button > table { width: 100% !important; }
.button a { display: block !important; padding-left: 12px !important; padding-right: 12px !important; }
}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<style type="text/css">
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
body, .page > div { background: #1c1917 !important; }
.card, .card > table { background: #292524 !important; }
.ink div { color: #fafaf9 !important; }
.faint div, .qr-words { color: #d6d3d1 !important; }
.panel > table > tbody > tr > td { background: #1c1917 !important; border-color: #57534e !important; }
.plain-link { color: #5eead4 !important; }
}
</style></head>
<body class="page" style="word-spacing:normal;background-color:#f5f5f4;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">{% if profile_url %}Open this on the phone or laptop that you want to connect.{% else %}Your key to the WiFi, once more.{% endif %}</div>
<div aria-label="Your WiFi at {{ space_name }}, once more" aria-roledescription="email" role="article" lang="en" dir="ltr" style="word-spacing:normal;background-color:#f5f5f4;">
<!--[if mso | IE]>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;font-weight:600;line-height:1.5;text-align:left;color:#57534e;">{{ space_name }}</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;border-radius:14px;overflow:hidden;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;"> <tbody>
<tr>
<td style="border-radius:14px;direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:24px;font-weight:700;line-height:1.25;text-align:left;color:#292524;">
<h1>Your WiFi, once more</h1></div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Hello {{ member_name }}, here is your key to the WiFi again. A device that connects can stay as it is; one that does not is set up like this.</div> </td> </tr> {% if profile_url %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Open this mail on the phone or laptop that you want to connect, and tap the button. The page behind it takes you through the rest.</div> </td> </tr>
<tr>
<td align="left" class="button" style="font-size:0px;padding:4px 0 20px;word-break:break-word;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"> <tbody>
<tr>
<td align="center" bgcolor="#0f766e" role="presentation" style="border:none;border-radius:10px;cursor:auto;mso-padding-alt:14px 28px;background:#0f766e;" valign="middle"> <a href="{{ profile_url }}" style="display:inline-block;background:#0f766e;color:#ffffff;font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:17px;font-weight:600;line-height:24px;margin:0;text-decoration:none;text-transform:none;padding:14px 28px;mso-padding-alt:0px;border-radius:10px;" target="_blank"> Set up this device </a> </td> </tr> </tbody> </table> </td> </tr> {% if qr_code %}
<tr>
<td style="padding:0 0 20px">
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td style="width:138px;vertical-align:middle"> <img src="{{ qr_code }}" alt="QR code: the same link, for the camera of your phone" width="136" height="136" style="display:block;width:136px;height:136px;border:1px solid #e7e5e4;border-radius:10px;background:#ffffff;color:#292524;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif;font-size:14px;line-height:20px"> </td>
<td class="qr-words" style="padding-left:16px;vertical-align:middle;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#57534e">Reading this on another screen? Point the camera of your phone at the code.</td> </tr> </table> </td> </tr>{% endif %}
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">If the button does nothing, open this address:<br><a class="plain-link" href="{{ profile_url }}" style="color:#0f766e">{{ profile_url }}</a><br>It works for a limited time; you can always ask for a new one.</div> </td> </tr> {% else %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Choose the network on your phone or laptop, and sign in with your user name and password.</div> </td> </tr> {% endif %} </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr>
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0 0 20px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="panel-outlook" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix panel" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%" style="border-collapse:separate;"> <tbody>
<tr>
<td style="background-color:#f5f5f4;border:1px solid #e7e5e4;border-radius:10px;vertical-align:top;border-collapse:separate;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:12px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">Network</div> </td> </tr>
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ ssid }}</div> </td> </tr>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:10px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">User name</div> </td> </tr>
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ username }}</div> </td> </tr>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:10px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">Password</div> </td> </tr> {% if password %}
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px 12px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ password }}</div> </td> </tr> {% else %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 16px 12px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">{% if profile_url %}On the page behind the link{% else %}Ask for it at the desk{% endif %}</div> </td> </tr> {% endif %} </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr>
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">All of this is for you alone, so please do not pass it on. {% if valid_until %}It works until {{ valid_until }}.{% else %}It works as long as your membership does: there is nothing to renew.{% endif %}</div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">If anything does not work, reply to this mail or ask at the desk. We are glad to help.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 28px 32px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">This mail is about your WiFi at {{ space_name }}.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </div> </body></html>`,
  },
  rotated: {
    subject: `Your new WiFi password at {{ space_name }}`,
    html: `<!doctype html><html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<title>Your new WiFi password at {{ space_name }}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge"><!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
h1 { margin: 0; font: inherit; }
.card, .around { overflow-wrap: anywhere; word-break: break-word; }
.value div { white-space: pre-wrap; }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; font: inherit !important; }
@media only screen and (max-width: 479px) {
.page > div { padding: 0 12px !important; }
.card > table > tbody > tr > td { padding: 28px 20px 12px !important; }
.around > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
.button, .button > table { width: 100% !important; }
.button a { display: block !important; padding-left: 12px !important; padding-right: 12px !important; }
}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<style type="text/css">
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
body, .page > div { background: #1c1917 !important; }
.card, .card > table { background: #292524 !important; }
.ink div { color: #fafaf9 !important; }
.faint div, .qr-words { color: #d6d3d1 !important; }
.panel > table > tbody > tr > td { background: #1c1917 !important; border-color: #57534e !important; }
.plain-link { color: #5eead4 !important; }
}
</style></head>
<body class="page" style="word-spacing:normal;background-color:#f5f5f4;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">The old password no longer works: set up each of your devices again.</div>
<div aria-label="Your new WiFi password at {{ space_name }}" aria-roledescription="email" role="article" lang="en" dir="ltr" style="word-spacing:normal;background-color:#f5f5f4;">
<!--[if mso | IE]>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;font-weight:600;line-height:1.5;text-align:left;color:#57534e;">{{ space_name }}</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;border-radius:14px;overflow:hidden;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;"> <tbody>
<tr>
<td style="border-radius:14px;direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:24px;font-weight:700;line-height:1.25;text-align:left;color:#292524;">
<h1>You have a new WiFi password</h1></div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Hello {{ member_name }}, your password for the WiFi has been changed. The old one no longer works, so each of your devices has to be set up again.</div> </td> </tr> {% if profile_url %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Open this mail on the phone or laptop that you want to connect, and tap the button. The page behind it takes you through the rest.</div> </td> </tr>
<tr>
<td align="left" class="button" style="font-size:0px;padding:4px 0 20px;word-break:break-word;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"> <tbody>
<tr>
<td align="center" bgcolor="#0f766e" role="presentation" style="border:none;border-radius:10px;cursor:auto;mso-padding-alt:14px 28px;background:#0f766e;" valign="middle"> <a href="{{ profile_url }}" style="display:inline-block;background:#0f766e;color:#ffffff;font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:17px;font-weight:600;line-height:24px;margin:0;text-decoration:none;text-transform:none;padding:14px 28px;mso-padding-alt:0px;border-radius:10px;" target="_blank"> Set up this device </a> </td> </tr> </tbody> </table> </td> </tr> {% if qr_code %}
<tr>
<td style="padding:0 0 20px">
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td style="width:138px;vertical-align:middle"> <img src="{{ qr_code }}" alt="QR code: the same link, for the camera of your phone" width="136" height="136" style="display:block;width:136px;height:136px;border:1px solid #e7e5e4;border-radius:10px;background:#ffffff;color:#292524;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif;font-size:14px;line-height:20px"> </td>
<td class="qr-words" style="padding-left:16px;vertical-align:middle;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#57534e">Reading this on another screen? Point the camera of your phone at the code.</td> </tr> </table> </td> </tr>{% endif %}
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">If the button does nothing, open this address:<br><a class="plain-link" href="{{ profile_url }}" style="color:#0f766e">{{ profile_url }}</a><br>It works for a limited time; you can always ask for a new one.</div> </td> </tr> {% else %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Choose the network on your phone or laptop, and sign in with your user name and password.</div> </td> </tr> {% endif %} </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr>
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0 0 20px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="panel-outlook" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix panel" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%" style="border-collapse:separate;"> <tbody>
<tr>
<td style="background-color:#f5f5f4;border:1px solid #e7e5e4;border-radius:10px;vertical-align:top;border-collapse:separate;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:12px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">Network</div> </td> </tr>
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ ssid }}</div> </td> </tr>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:10px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">User name</div> </td> </tr>
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ username }}</div> </td> </tr>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:10px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">Password</div> </td> </tr> {% if password %}
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px 12px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ password }}</div> </td> </tr> {% else %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 16px 12px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">{% if profile_url %}On the page behind the link{% else %}Ask for it at the desk{% endif %}</div> </td> </tr> {% endif %} </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr>
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">All of this is for you alone, so please do not pass it on. {% if valid_until %}It works until {{ valid_until }}.{% else %}It works as long as your membership does: there is nothing to renew.{% endif %}</div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">If anything does not work, reply to this mail or ask at the desk. We are glad to help.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 28px 32px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">This mail is about your WiFi at {{ space_name }}.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </div> </body></html>`,
  },
  welcome: {
    subject: `Your WiFi at {{ space_name }}`,
    html: `<!doctype html><html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<title>Your WiFi at {{ space_name }}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge"><!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
h1 { margin: 0; font: inherit; }
.card, .around { overflow-wrap: anywhere; word-break: break-word; }
.value div { white-space: pre-wrap; }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; font: inherit !important; }
@media only screen and (max-width: 479px) {
.page > div { padding: 0 12px !important; }
.card > table > tbody > tr > td { padding: 28px 20px 12px !important; }
.around > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
.button, .button > table { width: 100% !important; }
.button a { display: block !important; padding-left: 12px !important; padding-right: 12px !important; }
}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<style type="text/css">
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
body, .page > div { background: #1c1917 !important; }
.card, .card > table { background: #292524 !important; }
.ink div { color: #fafaf9 !important; }
.faint div, .qr-words { color: #d6d3d1 !important; }
.panel > table > tbody > tr > td { background: #1c1917 !important; border-color: #57534e !important; }
.plain-link { color: #5eead4 !important; }
}
</style></head>
<body class="page" style="word-spacing:normal;background-color:#f5f5f4;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">{% if profile_url %}Open this on the phone or laptop that you want to connect.{% else %}Your own key to the WiFi.{% endif %}</div>
<div aria-label="Your WiFi at {{ space_name }}" aria-roledescription="email" role="article" lang="en" dir="ltr" style="word-spacing:normal;background-color:#f5f5f4;">
<!--[if mso | IE]>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;font-weight:600;line-height:1.5;text-align:left;color:#57534e;">{{ space_name }}</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;border-radius:14px;overflow:hidden;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;"> <tbody>
<tr>
<td style="border-radius:14px;direction:ltr;font-size:0px;padding:32px 28px 16px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:24px;font-weight:700;line-height:1.25;text-align:left;color:#292524;">
<h1>Welcome to {{ space_name }}</h1></div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Hello {{ member_name }}, here is your own key to our WiFi.</div> </td> </tr> {% if profile_url %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Open this mail on the phone or laptop that you want to connect, and tap the button. The page behind it takes you through the rest.</div> </td> </tr>
<tr>
<td align="left" class="button" style="font-size:0px;padding:4px 0 20px;word-break:break-word;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"> <tbody>
<tr>
<td align="center" bgcolor="#0f766e" role="presentation" style="border:none;border-radius:10px;cursor:auto;mso-padding-alt:14px 28px;background:#0f766e;" valign="middle"> <a href="{{ profile_url }}" style="display:inline-block;background:#0f766e;color:#ffffff;font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:17px;font-weight:600;line-height:24px;margin:0;text-decoration:none;text-transform:none;padding:14px 28px;mso-padding-alt:0px;border-radius:10px;" target="_blank"> Set up this device </a> </td> </tr> </tbody> </table> </td> </tr> {% if qr_code %}
<tr>
<td style="padding:0 0 20px">
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td style="width:138px;vertical-align:middle"> <img src="{{ qr_code }}" alt="QR code: the same link, for the camera of your phone" width="136" height="136" style="display:block;width:136px;height:136px;border:1px solid #e7e5e4;border-radius:10px;background:#ffffff;color:#292524;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif;font-size:14px;line-height:20px"> </td>
<td class="qr-words" style="padding-left:16px;vertical-align:middle;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#57534e">Reading this on another screen? Point the camera of your phone at the code.</td> </tr> </table> </td> </tr>{% endif %}
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">If the button does nothing, open this address:<br><a class="plain-link" href="{{ profile_url }}" style="color:#0f766e">{{ profile_url }}</a><br>It works for a limited time; you can always ask for a new one.</div> </td> </tr> {% else %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">Choose the network on your phone or laptop, and sign in with your user name and password.</div> </td> </tr> {% endif %} </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr>
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0 0 20px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="panel-outlook" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix panel" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%" style="border-collapse:separate;"> <tbody>
<tr>
<td style="background-color:#f5f5f4;border:1px solid #e7e5e4;border-radius:10px;vertical-align:top;border-collapse:separate;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:12px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">Network</div> </td> </tr>
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ ssid }}</div> </td> </tr>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:10px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">User name</div> </td> </tr>
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ username }}</div> </td> </tr>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:10px 16px 0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">Password</div> </td> </tr> {% if password %}
<tr>
<td align="left" class="ink value" style="font-size:0px;padding:0 16px 12px;word-break:break-word;">
<div style="font-family:ui-monospace, Menlo, Consolas, monospace;font-size:18px;line-height:1.5;text-align:left;color:#292524;">{{ password }}</div> </td> </tr> {% else %}
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 16px 12px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">{% if profile_url %}On the page behind the link{% else %}Ask for it at the desk{% endif %}</div> </td> </tr> {% endif %} </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr>
<tr>
<td class="" width="560px" >
<table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:504px;" width="504" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:504px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">All of this is for you alone, so please do not pass it on. {% if valid_until %}It works until {{ valid_until }}.{% else %}It works as long as your membership does: there is nothing to renew.{% endif %}</div> </td> </tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#292524;">If anything does not work, reply to this mail or ask at the desk. We are glad to help.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" class="around-outlook" role="presentation" style="width:560px;" width="560" >
<tr>
<td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="around" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"> <tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 28px 32px;text-align:center;">
<!--[if mso | IE]>
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>
<td class="" style="vertical-align:top;width:504px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"> <tbody>
<tr>
<td align="left" class="faint" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#57534e;">This mail is about your WiFi at {{ space_name }}.</div> </td> </tr> </tbody> </table> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </td> </tr> </tbody> </table> </div>
<!--[if mso | IE]></td></tr></table><![endif]--> </div> </body></html>`,
  },
};
