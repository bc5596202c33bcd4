"""Words of ordinary talk about home, family, work and free time, lower case: known, so that they pass for no name.

`known_words.py` has the words of notes; these are the words of a question that somebody puts to a person kindly.
"""

from __future__ import annotations

from engage_tui.record.known_words import words_of

EVERYDAY = words_of("""
holiday holidays birthday birthdays weekend weekends evening evenings morning mornings afternoon afternoons bedtime
bedtimes teatime summer winter spring autumn season today tomorrow tonight yesterday moment minute while lately soon
music song songs sing singing dance dancing guitar film films telly television game games gaming play playing player
football cricket rugby boxing swimming swim fishing fish running cycling bike bikes gym sport sports training team match
garden gardening allotment walk walks walking park beach seaside camping picnic pub cinema church mosque temple choir
club hobby hobbies interest interests book books read reading story stories draw drawing paint painting photo photos
cook cooks cooking bake baking meal meals breakfast lunch dinner supper tea coffee food eat eating kitchen table sofa
bath baths shower bed beds bedroom sleep sleeping asleep awake dream dreams nap wash washing laundry clean cleaning tidy
shopping shop shops market town village street neighbour neighbours neighbourhood bus train van car cars drive driving
job jobs work working shift shifts boss mate mates colleague office site wage wages pay bills rent money budget savings
college university course class lesson lessons homework teacher nursery playgroup school schools uniform
mum dad mam mom nan nana nanny gran granny grandad grandpa grandma grandparent grandparents auntie aunt uncle cousin
cousins brother brothers sister sisters son sons daughter daughters baby babies toddler toddlers boy boys girl girls lad
lads kid kids child children teenager teenagers twin twins family families parent parents parenting father fathers
fatherhood mother mothers motherhood partner friend friends people person man men woman women husband wife stepdad
stepmum dog dogs cat cats pet pets
love loves loved loving like liked enjoy enjoys enjoyed enjoying fun funny laugh laughs laughing smile smiles smiling
happy happier happiest glad proud prouder proudest pride hope hopes hoping hopeful wish wishes wishing dream want wanted
wanting need needs needed needing miss misses missed missing care cares caring kind kinder kindness gentle patient
patience calm calmer relaxed relax relaxing rest resting tired stressed stress stressful busy quiet bored lonely sad low
worried worry worries nervous excited brave strong stronger sorry thank thanks grateful
remember remembers remembered forget forgot think thinks thinking thought know knows knew learn learning learned learnt
understand notice noticed noticing imagine picture guess wonder wondering believe matter matters mattered
change changes changed changing grow growing grew start started starting begin began stop stopped try tried trying
manage managed managing handle handled handling deal cope coping help helps helped helping helpful support share sharing
talk talks talking talked listen listens listening listened speak speaking ask asking answer answering say saying hear
hearing heard show showing teach teaching taught look looking see seeing watch watching feel feels feeling feelings felt
moods mood wind winding wound unwind settle settled bother bothers bothered easy easier hard harder hardest difficult
better best well good great lovely nice fine different differently same usual usually normal ordinary special favourite
big bigger little small young younger old older new early earlier late later far near together alone apart
life lives living live lived place places way ways thing things part parts side sides idea ideas reason reasons choice
choices choose option options step steps goal goals future past memory memories childhood younger
fly wall mirror window door clock diary list photo present presents gift gifts christmas eid easter diwali party
""")
