"""Every tracing method once more, in the shortest way that could be right: lists and fractions, no trees, no sharing of code
with the program. Written from asset-tracing.md, sections 2, 3 and 6; slow, and only for tests.

A ledger is a list of (from, to, amount, label); from and label may be empty. An answer is {account: {label: Fraction}}.
"""
from fractions import Fraction

RANKS = {"libr": ("own", "bank", "claim"), "dirty-first": ("claim", "bank", "own"), "pro-rata": (None,)}


def rank(label):
    return "own" if label == "own" else "bank" if label.startswith("bank:") else "claim"


def pick(lots, wanted, method):
    """Takes `wanted` out of `lots`, a list of [label, amount, origin]; gives what was taken."""
    out = []
    if method in RANKS:
        for kind in RANKS[method]:
            chosen = [lot for lot in lots if kind in (None, rank(lot[0]))]
            there = sum(lot[1] for lot in chosen)
            part = min(wanted, there)
            for lot in chosen:
                share = Fraction(lot[1] * part, there)
                out.append([lot[0], share, lot[2]])
                lot[1] -= share
            wanted -= part
    else:
        if method == "fifo-oldest-origin":
            lots.sort(key=lambda lot: lot[2])
        youngest = method.startswith("lifo")
        while wanted:
            lot = lots[-1 if youngest else 0]
            part = min(wanted, lot[1])
            out.append([lot[0], part, lot[2]])
            lot[1] -= part
            wanted -= part
            if not lot[1]:
                lots.remove(lot)
        if method == "lifo":
            out.reverse()  # age order again: the youngest on top
    lots[:] = [lot for lot in lots if lot[1]]
    return [lot for lot in out if lot[1]]


def repay(parts, debt, method):
    """The bank's part of a deposit: by rank or in proportion, otherwise in listed order."""
    if method == "fifo-oldest-origin" or method.startswith("lifo"):
        method = "fifo"
    gone = pick(parts, debt, method)
    return gone


def by_lots(rows, method):
    lots, debt = {}, {}
    for number, (source, to, amount, label) in enumerate(rows):
        for account in filter(None, (source, to)):
            lots.setdefault(account, [])
            debt.setdefault(account, Fraction(0))
        if source:
            there = sum(lot[1] for lot in lots[source])
            moved = pick(lots[source], min(amount, there), method)
            if amount > there:
                debt[source] += amount - there
                moved.append(["bank:" + source, amount - there, number])
        else:
            moved = [[label or "own", Fraction(amount), number]] if amount else []
        if method == "fifo-oldest-origin":
            moved.sort(key=lambda lot: lot[2])
        cured = min(debt[to], amount)
        if cured:
            repay(moved, cured, method)
            debt[to] -= cured
        lots[to].extend(moved)
    return {account: total(parts) for account, parts in lots.items()}, {a: d for a, d in debt.items() if d}


def total(parts):
    sums = {}
    for label, amount, _ in parts:
        sums[label] = sums.get(label, 0) + amount
    return {label: amount for label, amount in sums.items() if amount}


def labels_of(rows):
    return sorted({label for source, _, _, label in rows if not source and label and rank(label) == "claim"})


def final_balances(rows):
    balance = {}
    for source, to, amount, _ in rows:
        if source:
            balance[source] = balance.get(source, 0) - amount
        balance[to] = balance.get(to, 0) + amount
    return balance


def caps(rows):
    """Each claim alone by own-first, everything else the holder's."""
    answer = {account: {} for account in final_balances(rows)}
    for claim in labels_of(rows):
        alone = [(source, to, amount, label if label == claim else "") for source, to, amount, label in rows]
        for account, labels in by_lots(alone, "libr")[0].items():
            if claim in labels:
                answer[account][claim] = labels[claim]
    return answer


def individual(rows):
    answer = caps(rows)
    for account, balance in final_balances(rows).items():
        together = sum(answer[account].values())
        if together > max(balance, 0):
            for claim in answer[account]:
                answer[account][claim] *= Fraction(max(balance, 0), together)
    return answer


def work_back(rows):
    """Only deposits from outside count; literal reading of section 3.2."""
    answer = {}
    for account, end in final_balances(rows).items():
        balance, deposits = 0, []
        for source, to, amount, label in rows:
            if source == account:
                balance -= amount
                if deposits:
                    deposits[-1][2] = min(deposits[-1][2], max(0, balance))
            if to == account:
                balance += amount
                if not source and label and rank(label) == "claim":
                    deposits.append([label, amount, max(0, balance)])
        rest, answer[account] = max(0, end), {}
        for claim, amount, lowest in reversed(deposits):
            pay = min(amount, lowest, rest)
            rest -= pay
            if pay:
                answer[account][claim] = answer[account].get(claim, 0) + pay
    return answer


def pari_passu(rows):
    answer = {}
    for account, end in final_balances(rows).items():
        put_in = {}
        for source, to, amount, label in rows:
            if to == account and not source and label and rank(label) == "claim":
                put_in[label] = put_in.get(label, 0) + amount
        together = sum(put_in.values())
        shared = min(max(0, end), together)
        answer[account] = {claim: Fraction(shared * amount, together) for claim, amount in put_in.items() if shared and amount}
    return answer


def poison(rows):
    contact = {account: set() for account in final_balances(rows)}
    for source, to, amount, label in rows:
        if amount:
            contact[to] |= contact[source] if source else {label} if label and rank(label) == "claim" else set()
    return {account: {claim: max(0, end) for claim in contact[account] if end > 0} for account, end in final_balances(rows).items()}


ATTRIBUTING = ("libr", "pro-rata", "dirty-first", "fifo", "fifo-oldest-origin", "lifo", "lifo-as-popped")
SHARING = {"libr-cap": caps, "libr-individual": individual, "libr-work-back": work_back, "pari-passu": pari_passu, "poison": poison}


def equal_awards(pool, sizes):
    """Constrained equal awards: the smallest are met in full as long as equal parts of the rest would exceed them."""
    answer, rest, left = [Fraction(0)] * len(sizes), Fraction(pool), sorted(range(len(sizes)), key=lambda i: sizes[i])
    while left:
        i = left.pop(0)
        answer[i] = min(sizes[i], rest / (len(left) + 1))
        rest -= answer[i]
    return answer


def awards(rule, claims, pool):
    """claims: (paid in, received, stated) of each; the formulas of section 6, each in its own words."""
    paid_in, received, stated = ([Fraction(claim[k]) for claim in claims] for k in range(3))
    lost = [max(Fraction(0), c - w) for c, w in zip(paid_in, received)]
    everything = sum(lost)
    if rule in ("net-loss", "gross", "last-statement"):
        size = {"net-loss": lost, "gross": paid_in, "last-statement": stated}[rule]
        share = min(Fraction(1), Fraction(pool) / sum(size)) if sum(size) else 0
        return [n * share for n in size]
    if rule == "rising-tide":
        if pool >= everything:
            return lost
        afloat = sorted((i for i in range(len(claims)) if paid_in[i]), key=lambda i: received[i] / paid_in[i])
        for count in range(1, len(afloat) + 1):
            up = afloat[:count]
            level = (pool + sum(received[i] for i in up)) / sum(paid_in[i] for i in up)
            if count == len(afloat) or level <= received[afloat[count]] / paid_in[afloat[count]]:
                return [max(Fraction(0), level * c - w) for c, w in zip(paid_in, received)]
        return lost
    pool = min(Fraction(pool), everything)
    if rule == "per-capita":
        return equal_awards(pool, lost)
    if rule == "equal-losses":
        return [n - kept for n, kept in zip(lost, equal_awards(everything - pool, lost))]
    half = [n / 2 for n in lost]  # talmud
    if 2 * pool <= everything:
        return equal_awards(pool, half)
    return [n - kept for n, kept in zip(lost, equal_awards(everything - pool, half))]
