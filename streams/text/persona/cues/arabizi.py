"""Arabic in Latin letters: the commonest words. Digits that stand for letters are all alike once folded."""

from streams.text.persona.cue import Cue, listed

CUES = {
    Cue.UNSURE: listed("""
        msh fahem, mesh fahem, mish fahem, mo fahem, mu fahem, ma fhmt, ma fhemt, mafhmtsh, msh 3aref,
        mesh 3aref, mish 3aref, ma ba3ref, y3ni eh, ya3ni eh, sho ya3ni, shu ya3ni, wesh ya3ni, msh
        met2aked, mesh met2aked, msh wade7, mesh wade7, a3mel eh, sho a3mel, efhemni
    """),
    Cue.EXPERT: listed("""
        zay ma 2olt, zay ma olt, 2oltelak, 2oltelko, 2oltlk, oltelak, mtl ma 2elt, ana 3arfa, ana 3aref,
        ana ba3ref, 3aref shoghli, ana mohandes, garrabt kol, jarrabt kol, kalamak ghalat
    """),
    Cue.DEMAND: listed("""
        el modeer, el modir, elmodeer, almodeer, 3ayez el modeer, 3ayez felosy, 3ayez floosy, le2akher
        marra
    """),
    Cue.COMMAND: listed("""
        eb3at, eb3atly, ab3atly, eddeeni, 3atini, a3tini, ragga3, raga3ly, 7awelni, rodo, kalemni
    """),
    Cue.COURTESY: listed("""
        law sama7t, law sama7ti, lw sm7t, min fadlak, men fadlak, shukran, shokran, mashkoor, momken,
        mumkin, salam, marhaba, mar7aba, teslam, ya3tik el 3afye
    """),
    Cue.UPSET: listed("""
        zeh2t, zhe2t, zahe2t, 3eib, 3eb 3aleko, 7aram 3aleko, 7aram, maskhara, nassabin, nasb, 7aramya,
        7aramiya, aswa2, zeft, zebala, 2araf, araf, 7asby allah
    """),
    Cue.QUESTION: listed("""
        ^ leh, ^ leih, ^ lesh, ^ leish, ^ kif, ^ keef, ^ ezay, ^ emta, ^ feen, ^ wen, ^ ween, ^ hal
    """),
    Cue.WANT: listed("""
        3ayez, 3ayza, 3awez, abgha, badi, baddi, lazem, areed
    """),
    Cue.URGENT: listed("""
        delwa2ty, delwa2ti, dlw2ty, 7alan, halan, hala2, fawran, bsor3a, el7een, al7een
    """),
}
