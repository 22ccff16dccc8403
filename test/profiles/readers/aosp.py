"""A Passpoint profile as Android reads it: AOSP, android.net.wifi.hotspot2, the same from Android 10 to 15.

Each rule names the class that has it. What AOSP would not install, or would install without our trust, is refused.
"""

import base64
import re
import xml.etree.ElementTree as ElementTree

from block import b64, found, need

PROFILE, CA, PKCS12 = "application/x-passpoint-profile", "application/x-x509-ca-cert", "application/x-pkcs12"
URN = "urn:wfa:mo:hotspot2dot0-perprovidersubscription:1.0"
SYNCML = "{syncml:dmddf1.2}"
# PasspointConfiguration.MAX_STRING_LENGTH, Credential, UserCredential; in bytes of UTF-8, the password in base64.
MAX_STRING, MAX_REALM, MAX_USERNAME, MAX_PASSWORD = 256, 253, 63, 255


def passpoint(job):
    parts = multipart(base64.b64decode(job["file"]).decode("latin-1"))
    instance = subscription(ElementTree.fromstring(need(parts.get(PROFILE), "Passpoint profile")))
    home, credential = instance["HomeSP"], instance["Credential"]
    user = credential["UsernamePassword"]
    method = user["EAPMethod"]
    # HomeSp.validate
    limited(home.get("FriendlyName"), MAX_STRING, "friendly name")
    # Credential.UserCredential.validate
    limited(user.get("Password"), MAX_PASSWORD, "password")
    if "EAPType" not in method or int(method["EAPType"]) != 21:
        raise ValueError("Passpoint takes passwords by EAP-TTLS only")
    realm = limited(credential.get("Realm"), MAX_REALM, "realm")  # Credential.validate
    return found(
        None,
        int(method["EAPType"]),
        {"PAP": "PAP", "MS-CHAP-V2": "MSCHAPV2"}[method["InnerMethod"]],
        limited(user.get("Username"), MAX_USERNAME, "user name"),
        base64.b64decode(user["Password"], validate=True).decode(),
        f"anonymous@{realm}",  # PasspointProvider.buildEnterpriseConfigForUserCredential
        ca=[b64(need(parts.get(CA), "CA certificate"))],
        domainSuffixMatch=[limited(home.get("FQDN"), MAX_STRING, "server name")],
    )


def limited(value, most, what):
    if len(need(value, what).encode()) > most:
        raise ValueError(f"the {what} is longer than {most} bytes")
    return value


def multipart(message):
    """ConfigParser: two headers and no other, base64 everywhere, and a boundary at the start of a line."""
    lines = message.split("\r\n")
    kind, encoding = headers(lines)
    media, _, attribute = (word.strip() for word in kind.partition(";"))
    if media != "multipart/mixed" or not attribute.startswith("boundary=") or encoding != "base64":
        raise ValueError("not a message that ConfigParser takes")
    boundary = "--" + attribute.removeprefix("boundary=").strip('"')
    while lines.pop(0) != boundary:
        pass
    parts = {}
    ended = False
    while not ended:
        kind, encoding = headers(lines)
        if encoding != "base64" or kind not in (PROFILE, CA, PKCS12) or kind in parts:
            raise ValueError("a part that ConfigParser does not take")
        content = ""
        while not lines[0].startswith(boundary):
            content += lines.pop(0)
        ended = lines.pop(0) == f"{boundary}--"
        parts[kind] = base64.b64decode(content, validate=True)
    return parts


def headers(lines):
    """ConfigParser.parseHeaders: up to an empty line."""
    known = {"Content-Type": "", "Content-Transfer-Encoding": ""}
    while (line := lines.pop(0)).strip() != "":
        name, colon, value = line.partition(":")
        if colon == "" or name not in known:
            raise ValueError("a header that ConfigParser does not take")
        known[name] = value.strip()
    return known.values()


def subscription(root):
    """PpsMoParser.parseMoText and parsePpsNode."""
    if root.tag != f"{SYNCML}MgmtTree":
        raise ValueError("not a management tree")
    if sorted(child.tag for child in root) != [f"{SYNCML}Node", f"{SYNCML}VerDTD"]:
        raise ValueError("a tree with more than one node, or with something else")
    instances = []
    for child in root.find(f"{SYNCML}Node"):
        tag = child.tag.removeprefix(SYNCML)
        if tag == "NodeName" and child.text.strip() != "PerProviderSubscription":
            raise ValueError("not a subscription")
        if tag == "RTProperties" and child.findtext(f"{SYNCML}Type/{SYNCML}DDFName").strip() != URN:
            raise ValueError("unknown URN")
        if tag not in ("NodeName", "RTProperties", "Node"):
            raise ValueError(f"unknown element {tag}")
        if tag == "Node":
            instances.append(tree(child))
    # UpdateIdentifier makes the profile one of release 2, which only the provider's own server may install
    # (PasspointConfiguration.validateForR2).
    if len(instances) != 1 or instances[0][0] == "UpdateIdentifier":
        raise ValueError("not one subscription of release 1")
    return checked(instances[0][1])


def tree(node):
    """PpsMoParser.buildPpsNode: nested dictionaries. XMLNode.close trims values as Java does: all up to U+0020."""
    if any(child.tag.removeprefix(SYNCML) not in ("NodeName", "Node", "Value") for child in node):
        raise ValueError("an element that PpsMoParser does not know")
    names, values = node.findall(f"{SYNCML}NodeName"), node.findall(f"{SYNCML}Value")
    children = [tree(child) for child in node.findall(f"{SYNCML}Node")]
    if len(names) != 1 or len(values) > 1 or (len(values) == 1) == (len(children) > 0):
        raise ValueError("a node needs one name, and a value or children")
    if len(dict(children)) != len(children):
        raise ValueError("two children of one name")
    return trimmed(names[0]), trimmed(values[0]) if values else dict(children)


def trimmed(element):
    return re.sub(r"^[\x00- ]+|[\x00- ]+$", "", element.text or "")


# PpsMoParser.parsePpsInstance, parseHomeSP, parseCredential, parseUserCredential, parseEAPMethod: of the nodes that they
# know, those that a profile of ours may have. With an Extension (AAAServerTrustedNames) Android trusts every CA of the
# system (PasspointProvider); ExpirationDate it reads and then ignores.
KNOWN = {
    "": {"HomeSP", "Credential"},
    "HomeSP": {"FriendlyName", "FQDN"},
    "Credential": {"Realm", "UsernamePassword"},
    "UsernamePassword": {"Username", "Password", "EAPMethod"},
    "EAPMethod": {"EAPType", "InnerMethod"},
}


def checked(nodes, name=""):
    if "Extension" in nodes:
        raise ValueError("with AAAServerTrustedNames Android would trust every CA of the system")
    if name in KNOWN and set(nodes) != KNOWN[name]:
        raise ValueError(f"{name or 'the subscription'} has other nodes than it should")
    for child, content in nodes.items():
        if isinstance(content, dict):
            checked(content, child)
    return nodes
