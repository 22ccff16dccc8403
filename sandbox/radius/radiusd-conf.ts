/** One of the servers in a FreeRADIUS: a port with a certificate of its own. */
export interface OuterServer {
  /** A word of letters, digits and `_`. */
  readonly name: string;
  /** UDP ports of 127.0.0.1. */
  readonly port: number;
  readonly accountingPort?: number;
  /** The folder of its server.key, server.chain.pem and ca.pem, as seen from FreeRADIUS's own folder. */
  readonly pki: string;
}

export interface RadiusdOptions {
  /** Where `/radius/authorize` and `/radius/accounting` are answered. */
  readonly httpUrl: string;
  /** The secret that clients on this machine share with the server. */
  readonly secret: string;
  readonly servers: readonly OuterServer[];
}

/**
 * The whole of radiusd.conf (radius.md §2.2). Every path in it starts at FreeRADIUS's working folder, because a folder's
 * name may hold characters that this file cannot. One `eap` for each server, and one plainly called `eap` for the
 * tunnel: under another name every start would warn.
 */
export function radiusdConf({ httpUrl, secret, servers }: RadiusdOptions): string {
  for (const text of [secret, ...servers.flatMap(({ name, pki }) => [name, pki])]) requirePlain(text);
  return `name = sandbox
prefix  = /usr
raddbdir = .
logdir   = .
run_dir  = .
max_request_time = 10
cleanup_delay = 2
max_requests = 4096
proxy_requests = no
log {
  destination = stdout
  auth = no
}
security {
  reject_delay = 0
  status_server = yes
}
thread pool {
  start_servers = 4
  max_servers = 16
  min_spare_servers = 2
  max_spare_servers = 8
  max_requests_per_server = 0
}
client loopback {
  ipaddr = 127.0.0.1
  secret = ${secret}
  require_message_authenticator = yes
}
modules {
  expr {
  }
  pap {
  }
  mschap {
  }
  always reject {
    rcode = reject
  }
  always ok {
    rcode = ok
  }
${rest(httpUrl)}
${verdicts}
  eap {
    default_eap_type = mschapv2
    mschapv2 {
    }
  }
${servers.map(eapOf).join('\n')}
}
${servers.map(outerServer).join('\n')}
${innerServer}
`;
}

function rest(httpUrl: string): string {
  return `  rest {
    connect_uri = "${httpUrl}"
    connect_timeout = 1.0
    authorize {
      uri = "\${..connect_uri}/radius/authorize"
      method = post
      body = post
      data = "username=%{urlquote:%{User-Name}}&station=%{urlquote:%{Calling-Station-Id}}"
      timeout = 2.0
    }
    accounting {
      uri = "\${..connect_uri}/radius/accounting"
      method = post
      body = post
      data = "status=%{Acct-Status-Type}&session=%{urlquote:%{Acct-Session-Id}}&user=%{urlquote:%{User-Name}}&class=%{Class}&station=%{urlquote:%{Calling-Station-Id}}"
      timeout = 2.0
    }
    pool {
      start = 0
      min = 0
      max = 16
      spare = 4
      uses = 0
      retry_delay = 1
      lifetime = 0
      idle_timeout = 60
    }
  }`;
}

const verdicts = `  linelog verdicts {
    filename = ./verdicts.log
    permissions = 0600
    format = ""
    reference = "messages.%{%{reply:Packet-Type}:-none}"
    messages {
      Access-Accept = "at=%l&verdict=accept&inner=%{urlquote:%{User-Name}}&outer=%{urlquote:%{outer.request:User-Name}}&station=%{urlquote:%{Calling-Station-Id}}"
      Access-Reject = "at=%l&verdict=reject&inner=%{urlquote:%{User-Name}}&outer=%{urlquote:%{outer.request:User-Name}}&station=%{urlquote:%{Calling-Station-Id}}&why=%{urlquote:%{Module-Failure-Message}}&http=%{reply:REST-HTTP-Status-Code}"
    }
  }`;

function eapOf({ name, pki }: OuterServer): string {
  return `  eap eap_${name} {
    default_eap_type = peap
    max_sessions = \${max_requests}
    tls-config tls-common {
      private_key_file = ./${pki}/server.key
      certificate_file = ./${pki}/server.chain.pem
      ca_file = ./${pki}/ca.pem
      ecdh_curve = ""
      tls_min_version = "1.2"
      tls_max_version = "1.3"
      cache {
        enable = no
      }
    }
    ttls {
      tls = tls-common
      default_eap_type = mschapv2
      virtual_server = inner
      copy_request_to_tunnel = yes
    }
    peap {
      tls = tls-common
      default_eap_type = mschapv2
      virtual_server = inner
      copy_request_to_tunnel = yes
    }
  }`;
}

function outerServer({ name, port, accountingPort }: OuterServer): string {
  return `server outer_${name} {
${listen('auth', port)}${accountingPort === undefined ? '' : `\n${listen('acct', accountingPort)}`}
  authorize {
    eap_${name} {
      ok = return
    }
  }
  authenticate {
    eap_${name}
  }
  post-auth {
    if (&session-state:User-Name) {
      update reply {
        &User-Name !* ANY
      }
    }
    if (&session-state:) {
      update {
        &reply: += &session-state:
      }
    }
    update reply {
      &Framed-MTU !* ANY
    }
  }
  accounting {
    rest
    if (noop) {
      ok
    }
  }
}`;
}

function listen(type: 'auth' | 'acct', port: number): string {
  return `  listen {
    type = ${type}
    ipaddr = 127.0.0.1
    port = ${port}
  }`;
}

const innerServer = `server inner {
  authorize {
    eap {
      ok = return
    }
    rest
    if (notfound || noop) {
      reject
    }
    mschap
    pap
  }
  authenticate {
    Auth-Type PAP {
      pap
    }
    Auth-Type MS-CHAP {
      mschap
    }
    eap
  }
  post-auth {
    verdicts
    update reply {
      &User-Name !* ANY
      &Message-Authenticator !* ANY
      &EAP-Message !* ANY
      &Proxy-State !* ANY
      &MS-MPPE-Encryption-Types !* ANY
      &MS-MPPE-Encryption-Policy !* ANY
      &MS-MPPE-Send-Key !* ANY
      &MS-MPPE-Recv-Key !* ANY
    }
    update {
      &outer.session-state: += &reply:
    }
    Post-Auth-Type REJECT {
      verdicts
    }
  }
}`;

/** Other characters could have a meaning to FreeRADIUS. */
function requirePlain(text: string): void {
  if (!/^[\w-]+$/.test(text)) throw new Error(`"${text}" is to be a word of letters, digits, "_" and "-".`);
}
