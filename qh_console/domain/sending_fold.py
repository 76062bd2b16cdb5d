"""How the contact register and the dispatches change with each act; clashes of two desks are named, not resolved."""

from __future__ import annotations

from qh_console.domain.acts import Entry
from qh_console.domain.contacts import ContactKey, HeldContact
from qh_console.domain.dispatches import DispatchKey, GivenReport, QueuedDispatch, with_report
from qh_console.domain.sending_acts import ContactEntered, ContactWithdrawn, DispatchReported, NoticeQueued

Contacts = dict[ContactKey, HeldContact]
Dispatches = dict[DispatchKey, QueuedDispatch]


def take_contact(contacts: Contacts, entry: Entry, act: ContactEntered | ContactWithdrawn) -> str:
    """Change `contacts` by one act; otherwise why it cannot follow."""
    key = act.contact.key if isinstance(act, ContactEntered) else (act.unit, act.post.value)
    known = contacts.get(key)
    standing = known.version if known else 0
    if isinstance(act, ContactEntered):
        if act.version != standing + 1:
            return "两台工作站改了同一个联系人，先到的有效"
        contacts[key] = HeldContact(act.contact, act.version, entry.by, entry.at)
        return ""
    if act.version != standing or known is None:
        return "联系人已经换过或撤销"
    del contacts[key]
    return ""


def take_dispatch(dispatches: Dispatches, entry: Entry, act: NoticeQueued | DispatchReported) -> str:
    """Change `dispatches` by one act; otherwise why it cannot follow."""
    if isinstance(act, NoticeQueued):
        return _queue(dispatches, entry, act)
    key = DispatchKey(act.number, act.channel, act.recipient)
    known = dispatches.get(key)
    if known is None:
        return "这份通知没有排发给这个对象"
    after = with_report(known, GivenReport(act.said, act.spoke_to, act.note, entry.by, entry.at))
    if after is None:
        return "这一次发送已经登记过结果"
    dispatches[key] = after
    return ""


def _queue(dispatches: Dispatches, entry: Entry, act: NoticeQueued) -> str:
    clashes = 0
    for addressee in act.addressees:
        key = DispatchKey(act.number, addressee.channel, addressee.recipient)
        clashes += key in dispatches
        dispatches.setdefault(key, QueuedDispatch(act.alert, key, addressee, entry.desk, entry.by, entry.at))
    return "另一台工作站已经排发过同一份通知" if clashes else ""
