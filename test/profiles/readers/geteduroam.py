"""An .eap-config as the apps of the geteduroam family take it. What one of them would not take is refused.

A rule in brackets names its source: A is geteduroam/android-app at bbd6d5b, W geteduroam/windows-app at f11f00d, L
geteduroam/linux-app at 74e1171, AOSP what Android demands of a WifiNetworkSuggestion (Android 10 to 15). On Linux and
Windows the server must have one of the names; the block is Android's.
"""

import base64
import re
import xml.etree.ElementTree as ElementTree

from block import MSCHAPV2, PEAP, b64, found, need

# Simple, the XML framework of A, replaces ${…} in every value by a variable of the app's environment, and cannot escape.
TEMPLATE = re.compile(r"\$\{[^}]*\}")
MAX_SSID_BYTES = 32
# An end of fewer labels may be a registry's, such as co.uk.
SAFE_LABELS = 3


def android(job):
    root = ElementTree.fromstring(job["file"])
    (provider,) = root.findall("EAPIdentityProvider")
    whole(provider)
    (authentication,) = provider.findall("AuthenticationMethods/AuthenticationMethod")
    server = authentication.find("ServerSideCredential")
    client = authentication.find("ClientSideCredential")
    outer = int(authentication.findtext("EAPMethod/Type"))
    ssid = network_name(provider)
    user, password = (text(client, name) for name in ("UserName", "Password"))
    # Without both the app asks its user for them [A requiresUsernamePrompt].
    if user.strip() == "" or password.strip() == "":
        raise ValueError("the app asks for a user name or password that is blank")
    return found(
        ssid.encode(),
        outer,
        inner_method(authentication, outer),
        user,
        password,
        text(client, "OuterIdentity"),
        # Without CA and name Android takes no suggestion
        # [AOSP WifiEnterpriseConfig.isMandatoryParameterSetForServerCertValidation]; who is a CA, the caller looks at.
        ca=need([certificate(element) for element in server.findall("CA")], "CA certificate"),
        domainSuffixMatch=suffixes([literal(name.text) for name in server.findall("ServerID")]),
    )


def whole(provider):
    """What A's classes declare without `required = false` [A model/EAPIdentityProvider.kt]."""
    for element in ("AuthenticationMethods", "CredentialApplicability", "ProviderInfo"):
        if provider.find(element) is None:
            raise ValueError(f"no {element}")
    for attribute in ("ID", "namespace", "version"):
        if attribute not in provider.attrib:
            raise ValueError(f"no {attribute}")
    until = provider.findtext("ValidUntil")
    # [A AndroidConfigParser.kt]
    if until is not None and not re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", until):
        raise ValueError("ValidUntil is not a time")


def network_name(provider):
    (network,) = provider.findall("CredentialApplicability/IEEE80211")
    # TKIP is left out, and so is a network without the element [W EapConfig.cs SSIDs, L eap.go SSIDSettings].
    if network.findtext("MinRSNProto") != "CCMP":
        raise ValueError("weak encryption")
    ssid = text(network, "SSID")
    # [AOSP WifiConfigurationUtil.validateSsid]
    if len(ssid.encode()) > MAX_SSID_BYTES:
        raise ValueError("the SSID is too long")
    return ssid


def inner_method(authentication, outer):
    """With PEAP an EAP method, with TTLS another one [W ProfileXml.cs IsSupported, L inner.go, A getPhase2AuthType]."""
    if outer == PEAP:
        return {str(MSCHAPV2): "MSCHAPV2"}[authentication.findtext("InnerAuthenticationMethod/EAPMethod/Type")]
    other = authentication.findtext("InnerAuthenticationMethod/NonEAPAuthMethod/Type")
    return {"1": "PAP", "3": "MSCHAPV2"}[other]


def certificate(element):
    # Any other is left out [A CertData.kt, L eap.go isValid].
    if element.attrib != {"format": "X.509", "encoding": "base64"}:
        raise ValueError("unknown form of certificate")
    # Go's decoder takes nothing but line breaks between the characters [L cert.go].
    return b64(base64.b64decode(element.text, validate=True))


def suffixes(names):
    """What A hands to the system. Up to Android 9, and where all names have 256 characters together, it is their common
    end; else each is an end [A getServerNamesDomainDependentOnAndroidVersion]. The block is the one that lets more in."""
    end = common_end(need(names, "server name"))
    if end not in names and len(end.split(".")) < SAFE_LABELS:
        raise ValueError("the names have too little in common")
    return [end]


def common_end(names):
    """The labels with which all names end [A getLongestSuffix]."""
    columns = zip(*(reversed(name.split(".")) for name in names))
    common = []
    for labels in columns:
        if len(set(labels)) > 1:
            break
        common.insert(0, labels[0])
    return ".".join(common)


def text(parent, name):
    return literal(need(parent.findtext(name), name))


def literal(value):
    if TEMPLATE.search(value):
        raise ValueError("the Android app replaces a variable")
    return value
