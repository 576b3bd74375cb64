"""Persian in Latin letters: the commonest words in their commonest spellings."""

from streams.text.persona.cue import Cue, listed

CUES = {
    Cue.UNSURE: listed("""
        motevajeh nashodam, motevaje nashodam, motavajeh nashodam, motevajeh nemisham, nafahmidam,
        nemifahmam, nemidoonam chetor, nemidunam chetor, nemidonam chetor, nemidoonam chi, nemidunam
        chi, gij shodam, balad nistam, motmaen nistam, yani chi, yani che, manzooretoon chie, tozih
        bedid, tozih bedin, chikar konam, che kar konam, kodoom gozine, peyda nemikonam
    """),
    Cue.EXPERT: listed("""
        khodam midoonam, khodam midunam, khodam midonam, khodam baladam, hamoontor ke goftam, hamuntor
        ke goftam, ghablan goftam, ghablan ham goftam, goftam ke, sad bar goftam, chand bar begam,
        maloome ke, malume ke, hame midoonan, eshtebah mikonid, behtar az shoma, ghablan emtehan kardam
    """),
    Cue.DEMAND: listed("""
        hamin alan, hamin hala, hamin emrooz, har che zoodtar, modiretoon, ba modir, be modir, modir ro
        mikham, shoma bayad, bayad hamin, poolamo mikham, pulamo mikham, bahane nayar, ghabool
        nemikonam, shekayat mikonam
    """),
    Cue.COMMAND: listed("""
        befrest, befrestid, dorost konid, dorostesh kon, dorostesh konid, vasl kon, vasl konid, bede,
        bedid, pas bedid, bargardoonid, laghv konid, peygiri konid, javab bede, javab bedid
    """),
    Cue.COURTESY: listed("""
        lotfan, mamnoon, mamnun, mamnoonam, merci, mersi, sepas, moteshakeram, tashakor, salam, khaste
        nabashid, bi zahmat, dastetoon dard nakone, age mishe, vaght bekheyr
    """),
    Cue.UPSET: listed("""
        asabani, asabam, kalafe, khaste shodam, eftezah, eftezahe, mozakhraf, maskhare, khejalat,
        kolahbardar, kolahbardari, dozdi, badtarin, dige base, sabram tamoom, motenaferam
    """),
    Cue.QUESTION: listed("""
        ^ chera, ^ chetor, ^ chetori, ^ koja, ^ aya, ^ cheghadr, ^ mishe, ^ kodoom, chie
    """),
    Cue.WANT: listed("""
        mikham, mikhaham, bayad, niaz daram
    """),
    Cue.URGENT: listed("""
        alan, hala, foran, fori, sari, zood
    """),
}
