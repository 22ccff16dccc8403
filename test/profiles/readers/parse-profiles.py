"""Reads credential profiles with nothing but Python's own parsers, as the devices they are for would.

Standard input: a JSON list of {"format", "file" (base64)} and, for windows, what the file lacks: "username", "password".
Standard output: a JSON list in the same order of {"found": …} or {"error": "…"}.
Found is what a supplicant needs; bytes are in base64, `ca` holds certificates in DER. For windows `ca` is missing and
`caSha1` lists the hashes that the file names.
"""

import base64
import json
import plistlib
import sys
import xml.etree.ElementTree as ElementTree

from aosp import passpoint
from block import MSCHAPV2, PEAP, TTLS, b64, found, need
from geteduroam import android


def apple(job):
    profile = plistlib.loads(job["file"])
    if profile["PayloadType"] != "Configuration":
        raise ValueError("not a configuration profile")
    payloads = {payload["PayloadUUID"]: payload for payload in profile["PayloadContent"]}
    if len(payloads) != len(profile["PayloadContent"]):
        raise ValueError("two payloads have one UUID")
    (wifi,) = [p for p in payloads.values() if p["PayloadType"] == "com.apple.wifi.managed"]
    if wifi["EncryptionType"] not in ("WPA2", "WPA3"):
        raise ValueError("weak encryption")
    eap = wifi["EAPClientConfiguration"]
    if eap.get("TLSAllowTrustExceptions"):
        raise ValueError("the user may trust any server")
    anchors = [payloads[uuid] for uuid in need(eap.get("PayloadCertificateAnchorUUID"), "certificate anchor")]
    for anchor in anchors:
        if anchor["PayloadType"] not in ("com.apple.security.root", "com.apple.security.pkcs1"):
            raise ValueError("an anchor is not a certificate")
    (outer,) = eap["AcceptEAPTypes"]
    return found(
        wifi["SSID_STR"].encode(),
        outer,
        eap["TTLSInnerAuthentication"].upper() if outer == TTLS else "MSCHAPV2",
        eap.get("UserName"),
        eap.get("UserPassword"),
        eap.get("OuterIdentity"),
        ca=[b64(anchor["PayloadContent"]) for anchor in anchors],
        tls=tls_versions(eap),
        domainMatch=need(eap.get("TLSTrustedServerNames"), "server name"),
    )


def tls_versions(eap):
    """Without the keys Apple's devices speak 1.0 to 1.2 (apple/device-management, com.apple.wifi.managed)."""
    least, most = eap.get("TLSMinimumVersion", "1.0"), eap.get("TLSMaximumVersion", "1.2")
    return [version for version in ("1.0", "1.1", "1.2", "1.3") if least <= version <= most]


MS = "http://www.microsoft.com"
NAMES = {
    "wlan": f"{MS}/networking/WLAN/profile/v1",
    "onex": f"{MS}/networking/OneX/v1",
    "host": f"{MS}/provisioning/EapHostConfig",
    "common": f"{MS}/provisioning/EapCommon",
    "base": f"{MS}/provisioning/BaseEapConnectionPropertiesV1",
    "peap": f"{MS}/provisioning/MsPeapConnectionPropertiesV1",
    "peap2": f"{MS}/provisioning/MsPeapConnectionPropertiesV2",
    "ttls": f"{MS}/provisioning/EapTtlsConnectionPropertiesV1",
    "chap": f"{MS}/provisioning/MsChapV2ConnectionPropertiesV1",
}


def windows(job):
    """A WLAN profile. The realm that Windows adds for PEAP is the user's."""
    names = NAMES
    profile = ElementTree.fromstring(job["file"])
    security = profile.find("wlan:MSM/wlan:security", names)
    encryption = [security.findtext(f"wlan:authEncryption/wlan:{tag}", None, names) for tag in
                  ("authentication", "encryption", "useOneX")]
    if encryption != ["WPA2", "AES", "true"]:
        raise ValueError("weak encryption")
    host = security.find("onex:OneX/onex:EAPConfig/host:EapHostConfig", names)
    outer = int(host.findtext("host:EapMethod/common:Type", None, names))
    read = {PEAP: windows_peap, TTLS: windows_ttls}[outer]
    inner, anonymous, server_names, hashes = read(host.find("host:Config", names), names, job["username"])
    return found(
        bytes.fromhex(profile.findtext("wlan:SSIDConfig/wlan:SSID/wlan:hex", None, names)),
        outer,
        inner,
        job["username"],
        job["password"],
        anonymous,
        caSha1=need(hashes, "CA certificate"),
        domainMatch=need(server_names, "server name").split(";"),
    )


def windows_peap(config, names, username):
    eap = config.find("base:Eap/peap:EapType", names)
    server = eap.find("peap:ServerValidation", names)
    extensions = eap.find("peap:PeapExtensions", names)
    checks = [
        server.findtext("peap:DisableUserPromptForServerValidation", None, names),
        extensions.findtext("peap2:PerformServerValidation", None, names),
        extensions.findtext("peap2:AcceptServerName", None, names),
        extensions.findtext("peap2:IdentityPrivacy/peap2:EnableIdentityPrivacy", None, names),
    ]
    if checks != ["true"] * 4 or eap.findtext("base:Eap/base:Type", None, names) != str(MSCHAPV2):
        raise ValueError("the server is not checked, or the user shown")
    if eap.findtext("base:Eap/chap:EapType/chap:UseWinLogonCredentials", None, names) != "false":
        raise ValueError("uses the credentials of the computer")
    local = extensions.findtext("peap2:IdentityPrivacy/peap2:AnonymousUserName", None, names)
    realm = username[username.rindex("@"):] if "@" in username else ""
    hashes = [element.text for element in server.findall("peap:TrustedRootCA", names)]
    return "MSCHAPV2", local + realm, server.findtext("peap:ServerNames", None, names), hashes


def windows_ttls(config, names, _username):
    eap = config.find("ttls:EapTtls", names)
    server = eap.find("ttls:ServerValidation", names)
    if server.findtext("ttls:DisablePrompt", None, names) != "true":
        raise ValueError("the server is not checked")
    if eap.findtext("ttls:Phase1Identity/ttls:IdentityPrivacy", None, names) != "true":
        raise ValueError("the user is shown")
    phase2 = eap.find("ttls:Phase2Authentication", names)
    inner = "PAP" if phase2.find("ttls:PAPAuthentication", names) is not None else "MSCHAPV2"
    if inner != "PAP":
        logon = "ttls:MSCHAPv2Authentication/ttls:UseWinlogonCredentials"
        if phase2.findtext(logon, None, names) != "false":
            raise ValueError("uses the credentials of the computer")
    hashes = ["".join(element.text.split()) for element in server.findall("ttls:TrustedRootCAHash", names)]
    anonymous = eap.findtext("ttls:Phase1Identity/ttls:AnonymousIdentity", None, names)
    return inner, anonymous, server.findtext("ttls:ServerNames", None, names), hashes


READERS = {"apple": apple, "android": android, "windows": windows, "passpoint": passpoint}


def answer(job):
    try:
        return {"found": READERS[job["format"]]({**job, "file": base64.b64decode(job["file"])})}
    except Exception as error:  # whatever is wrong with a file is that file's result
        return {"error": f"{type(error).__name__}: {error}"}


json.dump([answer(job) for job in json.load(sys.stdin)], sys.stdout)
