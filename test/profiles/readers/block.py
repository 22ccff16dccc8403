"""What a reader of a profile finds: the block of settings that a supplicant needs."""

import base64

PEAP, TTLS, MSCHAPV2 = 25, 21, 26


def b64(data):
    return base64.b64encode(data).decode("ascii")


def need(value, what):
    if value is None or value == "" or value == []:
        raise ValueError(f"no {what}")
    return value


def method(outer, inner):
    if outer == PEAP and inner == "MSCHAPV2":
        return "PEAP", "MSCHAPV2"
    if outer == TTLS and inner in ("PAP", "MSCHAPV2"):
        return "TTLS", inner
    raise ValueError(f"unknown method {outer}/{inner}")


def found(ssid, outer, inner, identity, password, anonymous, **trust):
    eap, phase2 = method(outer, inner)
    return {
        "ssid": None if ssid is None else b64(ssid),
        "eap": eap,
        "phase2": phase2,
        "identity": need(identity, "user name"),
        "password": need(password, "password"),
        "anonymousIdentity": need(anonymous, "outer identity"),
        **trust,
    }
