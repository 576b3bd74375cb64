"""English. Apostrophes and capitals fall away before comparing."""

from streams.text.persona.cue import Cue, listed

CUES = {
    Cue.UNSURE: listed("""
        don't understand, do not understand, didn't understand, don't get it, don't get what, don't get
        how, not sure, unsure, confused, confusing, makes no sense, doesn't make sense, what do you
        mean, what does that mean, what does this mean, not following, i'm lost, im lost, don't know
        how, don't know what, don't know where, don't know which, no idea, can you explain, could you
        explain, explain that again, explain again, say that again, can't find the, what am i supposed,
        how am i supposed, i thought i had to, not clear, unclear, am i doing it right, huh, don't
        follow, do i have to do, what should i do, what do i do, which one do i, how does that work,
        still don't see
    """),
    Cue.EXPERT: listed("""
        as i said, as i already said, like i said, as i told you, as i already told, like i already
        told, i already told, i already said, i've already told, as i mentioned, as i already mentioned,
        as previously stated, already tried that, already done that, already did that, clearly you,
        clearly your, i know how, i know that already, i know exactly, know better, i work in, i'm an
        engineer, i am an engineer, i'm a developer, i am a developer, i'm a lawyer, i am a lawyer,
        years of experience, everyone knows, any idiot knows, you're wrong, you are wrong, that's wrong,
        that is wrong, that's incorrect, actually no, do your research, read the documentation, read my
        message, read what i wrote, i've been doing this, according to your own, basic knowledge, not my
        first, ^ obviously, obviously you, you obviously, obviously not, obviously your, trust me i, i
        know what i'm doing, i know what i am doing, i know how this works
    """),
    Cue.DEMAND: listed("""
        this instant, your manager, the manager, a manager, your supervisor, a supervisor, the
        supervisor, someone in charge, your boss, i demand, i insist, i require, i want a refund, i want
        my money, i want this, i want it, you must, you better, you'd better, or else i, otherwise i will,
        otherwise i'll, final warning, last chance, by tomorrow, by tonight, by end of day, within the
        hour, no excuses, don't tell me, just do it, just do it now, do as i say, fix it now, fix this now, i
        won't accept, i will not accept, ^ you need to, ^ you have to, you need to fix, you need to
        sort, you need to refund, you have to fix, i expect a, i expect you, i expect this
    """),
    Cue.COMMAND: listed("""
        ^ answer, ^ call, ^ cancel, ^ change, ^ connect, ^ explain, ^ fix, ^ give, ^ pay, ^ refund, ^
        remove, ^ return, ^ send, ^ sort, ^ stop, ^ tell, ^ transfer, ^ unlock, ^ just do, ^ just fix, ^
        just give, ^ just send, ^ just cancel, ^ now fix, ^ now send, ^ sort it, ^ do it, ^ get me, ^
        make it, ^ show me, ^ check it, ^ check my, ^ check again
    """),
    Cue.COURTESY: listed("""
        please, pls, plz, kindly, thanks, thank you, thx, cheers, appreciate, appreciated, would you
        mind, if possible, no rush, no worries, take your time, good morning, good afternoon, good
        evening, ^ hello, ^ hi
    """),
    Cue.UPSET: listed("""
        furious, angry, outraged, livid, fed up, sick of, sick and tired, had enough, enough is enough,
        unacceptable, outrageous, ridiculous, disgusting, disgusted, disgrace, disgraceful, shame on
        you, joke of a, what a joke, pathetic, worst, scam, scammers, thieves, ripped off, how dare,
        hate, useless, wtf, ffs, last straw, never again, bullshit, not acceptable, appalling, shambles
    """),
    Cue.QUESTION: listed("""
        ^ what, ^ why, ^ how, ^ when, ^ where, ^ which, ^ who, ^ can you, ^ could you, ^ can i, ^ is it,
        ^ is there, ^ are you, ^ do you, ^ does it, ^ did you, ^ will it, ^ will you, ^ should i
    """),
    Cue.WANT: listed("""
        i want, i need, we want, we need, i would like, i'd like, you need, you should
    """),
    Cue.URGENT: listed("""
        now $, right now $, today $, immediately, asap, at once, this minute, this second
    """),
}
