"""Words that tell names from other words: for the redacted supervision copy. Lower case throughout.

None of the lists is complete or could be. They lean one way: what is not known is taken for a name.
"""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


MONTHS = words_of("""
january february march april may june july august september october november december jan feb mar apr jun jul
aug sep sept oct nov dec
""")
MONTH_NAMES_TOO = words_of("april may june august jan summer autumn")
"""Months that people are called, too."""

STAY = MONTHS | words_of("""
edd non mol dob tel mob iapt adhd ptsd ocd asd bame lgbt lgbtq covid nice basw hmrc pip esa jsa yot yos ehcp dsl
mdt cmht iro emdr cbt dapp vawg asap aoff nfa osg eso hv sw ci cf crown magistrates jobcentre plus insta snap fb
sainsbury monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
christmas easter eid ramadan diwali hanukkah passover xmas lent halloween english welsh scottish irish british
polish romanian bulgarian lithuanian latvian russian ukrainian french german spanish portuguese italian greek
turkish kurdish arabic urdu punjabi panjabi hindi bengali bangla sylheti gujarati pashto dari farsi persian
tamil somali amharic tigrinya swahili yoruba igbo twi hausa mandarin cantonese chinese vietnamese albanian czech
slovak hungarian bsl makaton dutch hebrew nepali sinhala muslim islam islamic christian christianity catholic
protestant hindu sikh jewish judaism buddhist quaker anglican methodist roma gypsy traveller travellers asian
african caribbean european pakistani indian bangladeshi nigerian somalian uk gb eu england scotland wales
britain ireland europe police respect relate refuge samaritans marac mappa idva isva idvas dash cafcass nspcc
nacro barnardo's barnardos women's men's aid shelter mind talkfrank childline mencap stonewall galop
crimestoppers cps cjs hmcts hmpps nhs camhs ccg icb gp gps dwp ofsted sen send senco mash lado cin cpp icpc rcpc
fgc legal dvpo dvpn dvdp dapo dapn nmo social services service council housing probation court courts team hub
unit centre children's adults' adult early help support victim victims family families domestic abuse violence
safeguarding health visitor midwife mental crisis line caring dads drive dvip engage helpline phoneline hotline
samaritan alcoholics narcotics anonymous gamblers facebook instagram whatsapp snapchat tiktok twitter youtube
telegram messenger google gmail outlook hotmail zoom teams skype microsoft apple iphone android samsung xbox
playstation netflix paypal monzo uber deliveroo tesco asda sainsbury's sainsburys morrisons aldi lidl waitrose
greggs mcdonald's mcdonalds amazon argos boots primark ikea screwfix wickes dpd evri hermes nando's nandos costa
starbucks wetherspoons spoons ford bmw audi vauxhall nissan toyota tv pc cd dvd pin sim cctv sms id ok am pm i
im i'm i'll i've i'd a&e
""")
"""Stay even with a capital: days, months, languages, faiths, agencies and services, firms."""
AGENCY_PHRASES = frozenset(
    """
women's aid, men's advice line, victim support, early help, family court, crown court, magistrates court,
magistrates' court, county court, high court, youth court, supreme court, family hub, children's centre,
children's home, sure start, safe house, care home, nursing home, bail hostel, legal aid, job centre,
citizens advice, home office, royal mail, salvation army, red cross, city council, county council, borough council,
town hall, safe lives, surviving economic abuse, karma nirvana, southall black sisters, youth offending team,
crown prosecution service, high school, primary school, secondary school, nursery school, health centre,
medical centre, children's house, children's services, social services, social care, stop domestic abuse
""".replace("\n", " ")
    .strip()
    .split(", ")
)
"""Runs of capitals that name a kind of place or a service and nobody in particular."""

TITLES = words_of("""
mr mrs ms miss mx dr doctor sir lady lord dame prof professor pc wpc dc ds dci di pcso sgt ps sergeant inspector
insp constable detective officer superintendent supt cllr councillor rev revd reverend fr father sister brother
pastor vicar imam rabbi canon deacon bishop maulana mufti sheikh shaykh sheikha haji hajji auntie aunty aunt
uncle nan nana nanna granny grandma grandad grandpa gran nain taid babcia dziadek ciocia pan pani herr frau
madame monsieur senor señor señora judge justice nurse midwife headteacher teacher
""")
"""Stand before a name. With a capital any of them does; without one only those in `PLAIN_TITLES`."""
PLAIN_TITLES = words_of("mr mrs ms mx dr pc cllr sgt auntie aunty uncle")

PARTICLES = words_of("""
van von der den de da di del della dos la le bin bint ibn ap ferch ab al el abu umm ter ten zu af y
""")
"""Small words within a name."""

AMBIGUOUS = words_of("""
will mark grace rose may april june august hope faith joy lily ivy jade ruby amber violet heather daisy poppy
olive holly iris dawn eve summer autumn crystal pearl ray rob bill jack nick pat sue art drew dean frank gene
grant guy harry jean lance miles rich sonny sandy stew wade buck chase chuck cliff dale dolly don earl ernest
gay glen hunter melody mercy mike patience penny peg precious prince princess angel blessing gift fortune
comfort charity honey ken max norm victor wren robin jay martin pierce reed bishop king cook baker young black
white brown green grey gray carol ginger hazel heath jasmine josh jewel basil herb sage clay carter mason tanner
page paige lane brook brooke star storm skye sky destiny trinity serenity verity constance prudence felicity
serene ella sterling stone wood woods hill field fields church bell bird fox wolf love power powers price winter
frost snow march sharp swift wright marsh moss nelly dick roger reading bath wells rugby perth boston piper
billy tony jimmy jenny kitty teddy harmony sunny bunny gale
""")
"""Names that are words as well. At the beginning of a sentence the next word decides."""

GIVEN = words_of("""
aaron abbie abby abdul abdullah abel abigail abraham ada adam adele adeel adrian agata agnes agnieszka ahmad
ahmed aidan aiden aileen aisha aishah alan alana alasdair albert aled alejandro aleksander aleksandra alex
alexander alexandra alexandria alexis alfie alfred ali alia alice alicia alina alisha alison allan allison alun
alwyn alyssa amanda amelia amina aminah amir amira amit amy ana anas andre andrea andreas andrew andrzej andy
aneta angela angharad angus anil anisa anita ann anna annabel anne annette annie anthony antonia antonio anwar
anya arabella arash archie ariana arif arjun armaan arnold arron arthur arya asad asha ashley ashleigh asif asma
astrid athena aubrey audrey ava aya ayaan ayesha aysha azra babar barbara barry bartek bartosz beata beatrice
becca becky belinda ben benjamin bernard bernadette bert beth bethan bethany betty beverley bianca bilal billie
blake bob bobby bogdan brad bradley brandon branwen brenda brendan brian bridget bronwen bruce bryan bryn
caitlin callum calum cameron camilla carl carla carly carmen caroline carolyn carwyn carys casey cassandra
catherine cathy cecilia ceri cerys chantelle charis charlene charles charlie charlotte chelsea cheryl chloe
chris christina christine christopher cian ciara clara clare claire claudia clifford clive cody colette colin
connor conor corey craig cristina curtis cynthia cyril daffyd dafydd damian damien dan dana daniel daniela
danielle danny daria darren daryl dave david davina debbie deborah declan deepak delroy delyth denise dennis
derek dermot desmond diana diane dilys dimitri dipti dominic dominik dominika donald donna dorian doris dorota
dorothy douglas doug dylan eamon ebony eddie edith edmund edward edwin edyta efa eileen eilidh elaine eleanor
elena eleri elif elijah elin eliot elis elisa elisabeth eliza elizabeth ellen ellie elliot elliott elliw eloise
elsa elsie elwyn emil emilia emily emma emmanuel emre enid eoin eric erica erin erik esme esther ethan eugene
euan eva evan evelyn evie ewa ewan ezra faisal farah farhan faris fatima fatimah fatma fay faye felix fergus
filip finlay finley fiona fionn flavia florence florin frances francesca francis frankie fraser fred freda
freddie frederick freya gabriel gabriela gail gareth garry gary gavin gemma geoff geoffrey george georgia
georgina gerald geraint gerard gethin ghulam gillian gina giles glenn gloria glyn glynis gordon graeme graham
greg gregory greta gruffydd grzegorz gulnaz gurpreet gwen gwenllian gwyneth gwyn habib hadi hafsa haider hakim
halima hamid hamza hana hania hanna hannah harold harpreet harri harriet harrison harvey haroon hasan hassan
hayden hayley heidi heinrich helen helena henry hilary hilda hubert hugh hugo humza husain hussain hussein hywel
ian ianto ibrahim ieuan ifan ifor iestyn ikram imogen imran ines ioan iolo iona ioana ionut iqbal ira irena
irene irfan irina irving isaac isabel isabella isabelle isaiah isha isla islwyn ismail iwan iwona iza izabela
izzy jabir jacek jackie jacob jacqueline jacqui jade jagdeep jaime jake jakub jamal james jamie jamil jan jane
janet janice janina janine jared jarosław jason jasmin jasmina jaspreet javed jayden jayne jean jeanette jeff
jeffrey jelena jennifer jenna jeremy jerome jerry jess jesse jessica jill jim jo joan joanna joanne jodie joe
joel joey john johnny jon jonah jonas jonathan jordan jorge jose joseph josef josephine joshua joyce juan judith
judy julia julian julie julien juliet juma justin justyna kacper kadija kai kamal kamil kamila kamran karen
karim karin karina karl karolina kasia kasim kate katarzyna katherine kathleen kathryn kathy katie katrina katy
kayla kayleigh keira keith kelechi kelly kelvin kenneth kenny kenzie kerry kevin kezia khadija khadijah khalid
khalil kian kieran kim kimberley kingsley kirsten kirsty kofi krishna krystyna krzysztof kuba kumar kwame kyle
kylie kyra lara larry laszlo laura lauren laurence leah leanne lee leila leia leigh lena lenka leo leon leona
leonard leroy leslie lesley lewis lexi liam lidia lila lilian lilly linda lindsay lindsey lisa livia liz lizzie
llewelyn lloyd llinos llyr llŷr logan lois lola lora loretta lorna lorraine lottie lou louis louisa louise luca
lucas lucia lucinda lucy ludwig luis lukasz łukasz luke lydia lyn lynda lynn lynne łucja mabel maciej mackenzie
maddie madeleine madison magda magdalena magnus maha mahmood mahmoud maisie maja malcolm malgorzata małgorzata
malik mandeep mandy manpreet mansoor marc marcel marcia marcin marco marcus marek margaret maria mariam marian
marie marilyn marina mario marion marissa marius mariusz marjorie marlon marta martha martina marty martyn mary
maryam mateusz mathew matilda matt matteo matthew maud maureen maurice maxine maxwell maya megan mehmet mehwish
meg mel melanie melinda melissa mercedes meredith merfyn mia michael michal michał michel michelle mickey mihai
mikey mila milan mildred miles millie milo mina miranda miriam mitchell mo mohamed mohammad mohammed mohamud
mohsin moira molly mona monica monika morgan morris moses muhammad mumtaz muna munir muriel murray musa mustafa
mustapha myfanwy myra myrtle nabil nadeem nadia nadine naomi narinder naseem nasim nasir nasreen natalia natalie
natasha nathan nathaniel naveed neil nell nerys nesta nia niall nicholas nicky nicola nicolae nicole nigel niamh
nikita nikki nina noah noel noor nora noreen norma norman nour nuala nusrat oisin ola olga oliver olivia oliwia
omar onyeka oscar osian osman owain owen pablo paddy pamela paolo parveen pascal patricia patrick patryk paul
paula pauline pawel paweł pedro peggy peter petra phil philip philippa phillip phoebe phyllis piers piotr polly
preeti priti priya przemek przemysław qasim quentin quinn rabia rachel radek radosław radu rafael rafal rafał
rafiq rahul raj rajesh raluca ralph ramona ranjit rashid rasheed raymond razia rebecca reece reena reggie regina
rehana reza rhian rhiannon rhodri rhona rhys ria ricardo richard rick rita riya robbie robert roberta roberto
rochelle rodney rohan roisin róisín roland romeo romy ron ronald ronan ronnie rory rosalind rosanna rosemary
rosie ross roxanne roy rukhsana rupert russell ruth ryan ryszard saad sabah sabina sabrina sadia safa saffron
safiya saif saima sajid salim salma salman sally sam samantha samina samir samira sammy samson samuel sana
sandeep sandra sanjay sara sarah saskia scarlett scott seamus sean sebastian selina serena sergei seren shabana
shabir shah shahid shahida shaista shane shannon sharon shauna shaun shawn shazia sheila shelley shereen sheryl
shirin shirley shona shreya sian siân sidney siobhan siobhán simon simone sinead sinéad sioned sofia sonia sonya
sophia sophie stacey stan stanisław stanley stefan steffan stella stephanie stephen steve steven stewart stuart
sunita surinder susan susanna susie suzanne sybil sylvia sylwia szymon tabitha tahir tahira taliesin tamara
tamsin tania tanya tara tariq tasha taylor ted teresa terence terri terry tess thea thelma theo theodore theresa
thomas tia tiffany tim timothy tina tobias toby todd tom tomasz tommy tomos tracey tracy trevor tristan trudy
tudor tyler tyrone uma umar una ursula usman vaishali valentina valerie vanessa vasile vera verna vernon
veronica vicki vicky victoria vijay vikram vincent viola viorel virginia vivian vivien walter wanda warren wayne
wendy wesley wiktor wiktoria wilfred william willow winifred winston wojciech xavier yasin yasmin yasmina yasser
yolanda yousef youssef yusuf yvette yvonne zac zach zachary zahid zahra zain zainab zak zara zeeshan zeinab
zeynep zoe zofia zohra zsofia zuzanna zygmunt khan begum patel singh kaur akhtar bibi chowdhury miah rahman
uddin smith jones williams davies evans johnson roberts walker wilson robinson thompson hughes edwards harris
clarke clark jackson turner cooper ward watson bennett griffiths simpson collins shaw murphy kowalski kowalska
nowak wiśniewski wójcik lewandowski zieliński szymański
""")
"""First names, and a few of the commonest surnames, that are hardly ever another word."""

ARABIC_NAMES = words_of("""
محمد احمد أحمد علي علی حسن حسين حسین فاطمة فاطمہ فاطمه عائشة عائشہ خديجة خدیجہ مريم مریم سارة سارہ ساره زينب
زینب عبدالله عبداللہ عمر عثمان يوسف یوسف ابراهيم إبراهيم ابراہیم اسماعيل إسماعيل خالد طارق سعيد مصطفى محمود ليلى
لیلیٰ نور آمنة آمنہ حفصة رقية سلمى سلمیٰ ياسمين یاسمین كريم کریم سمير سميرة نادية هدى رانيا دينا خان بيبي بی‌بی
بیگم حمزة حمزہ بلال عمران شاهد شاہد نسرين نسرین شازیہ ثمینہ صائمہ رضوان ندیم جاوید
""")
"""Common names in Arabic script, which has no capitals to tell a name by."""
ARABIC_TITLES = (
    "السيد",
    "السيدة",
    "الدكتور",
    "الدكتورة",
    "الأستاذ",
    "الاستاذ",
    "الشيخ",
    "جناب",
    "محترم",
    "محترمہ",
    "مسٹر",
    "مسز",
    "ڈاکٹر",
)

PEOPLE = words_of("""
he she they it who i you we him her them his hers their our my your me us client clients father mother dad mum
mummy daddy mom mam tad son sons daughter daughters brother sister baby child children kids kid boy girl man
woman men women husband wife partner ex girlfriend boyfriend fiancé fiancee parent parents carer carers
grandparent grandparents grandmother grandfather nan nana gran grandma grandad granny stepdad stepmum stepfather
stepmother aunt auntie uncle cousin friend neighbour neighbor landlord boss manager worker practitioner social
survivor perpetrator person someone anyone everyone nobody somebody anybody everybody supervisor colleague
interpreter solicitor lawyer teacher doctor nurse officer judge visitor midwife key lead chair tenant patient
service user mx
""")
"""What people are called without a name, and the small words for them."""

SAYS = words_of("""
said says say told tells asked asks replied answered was is isn't wasn't were has had hasn't hadn't did didn't
does doesn't went goes came comes left rang rings phoned called calls texted texts messaged emailed wrote writes
thinks thought feels felt wants wanted would could couldn't wouldn't can can't cannot should might must may will
won't shouted shouts hit hits pushed pushes grabbed threw throws slapped kicked punched strangled threatened
threatens cried cries laughed looked looks seemed seems appeared appears sat stood walked ran drove drinks drank
took takes gave gives got gets made makes kept keeps lives lived moved works worked agreed agrees denied denies
admitted admits explained explains reported reports mentioned described describes knows knew saw sees heard
hears met meets began started stopped stops promised refused refuses apologised blamed blames stayed stays slept
spoke speaks talked talks attended attends arrived disclosed confirmed accepted also then never always and who
""")
"""What follows a person's name rather than a word at the beginning of a sentence."""

ORDINARY = (
    PEOPLE
    | SAYS
    | words_of("""
a an the this that these those there here then than when where why what which whose how if unless until while
because although though since after before during between among under over above below behind beside near far
across along around through into onto from to of off on in at by for with without within about against like as
but and or nor so yet both either neither each every all any some no none not only just even still already again
once twice often sometimes usually never ever always maybe perhaps probably possibly certainly clearly
apparently allegedly today tonight tomorrow yesterday now later soon early late last next first second third
finally meanwhile afterwards eventually recently currently previously initially overall however therefore
otherwise instead also too very quite rather really more most less least much many few several other others
another same such own yes ok okay please thanks thank sorry hello hi dear regards let let's lets do don't does
did be been being am are was were have has had having can could may might shall should will would must need
needs want wants get got give given go going gone come make made take taken put see seen say said tell told know
known think thought feel felt find found keep kept leave left look looked seem seemed ask asked use used try
tried help helped work worked call called turn start begin began show shown hear heard play run move live
believe hold bring happen write provide sit stand lose pay meet include continue set learn change lead
understand watch follow stop create speak read spend grow open walk win teach offer remember consider appear buy
serve die send build stay fall cut reach kill raise pass sell decide return explain hope develop carry break
receive agree support hit produce eat cover catch draw choose cause point listen realise place close involve
increase wonder rush one two three four five six seven eight nine ten eleven twelve dozen hundred thousand half
quarter zero time times year years day days week weeks month months hour hours minute minutes morning afternoon
evening night noon midnight weekend date age school nursery college university hospital surgery clinic court
police station office home house flat room kitchen bedroom bathroom garden door window car van bus train street
road park shop job money rent food drink alcohol drugs cannabis cocaine beer wine vodka phone mobile text
message email letter visit meeting appointment session group programme course plan note notes record report
referral assessment review action actions summary history background concern concerns risk safety order orders
bail injunction arrest charge caution conviction sentence prison custody licence section case file form question
answer words word voice noise face eyes hands arm arms leg head neck throat hair back body injury bruise bruises
bruising mark marks scratch knife weapon fist wall floor table chair bed sofa plate cup glass bottle key keys
bag coat shoes clothes dog cat pet pets good bad better worse best worst new old young long short high low big
small large little right wrong true false different closed full empty hard soft hot cold quick slow fast quiet
loud calm angry upset sad happy afraid scared frightened worried anxious tired drunk sober safe unsafe alone
together ready sure unsure able unable clear unclear unknown present absent married separated divorced single
pregnant homeless unemployed violent abusive controlling separation contact residence access relationship
marriage divorce pregnancy birth death illness disability language interpreter attempt attempts rise rose pm re
cc ps nb eg ie etc via per vs aka tbc tba asap declined offered referred noticed observed discussed noted
advised contacted spoke emailed checked shouting physical emotional sexual financial economic psychological
verbal coercive strangulation choking stalking jealousy nothing something anything everything somewhere anywhere
everywhere nowhere whatever whenever wherever whoever housing benefits universal credit tax debt debts bank
account council tenancy eviction landlord period grace it's he's she's they're we're i'm you're isn't aren't
wasn't can't won't that's there's what's who's didn't doesn't couldn't wouldn't shouldn't hasn't haven't hadn't
hearing trial conference panel strategy core dated updated due started ended check people act written pick weigh
book tick staff add injuries talk fix facts fact current notice assume grew busy extreme thrown care lost count
strengths strength arrange real triggers trigger disagree shame past provider providers vague name asleep
private anger pair expect postpone promise signs sign standard describe institute denial downing buckingham
highway crime offence number numbers reference supervision
""")
)
"""Words that are no names, for what begins a sentence or is written with a capital."""
PLAIN_ENDINGS = tuple(
    words_of("""
ing ed ly tion sion ment ness able ible ous ive ful less ity ance ence ical ally ship hood ism ised ising ward
wards self selves n't n’t
""")
)
"""Endings of words that are hardly ever a name's, for what begins a sentence."""

TOWNS = words_of("""
london birmingham manchester leeds liverpool sheffield bristol bradford leicester coventry nottingham newcastle
sunderland brighton hull plymouth stoke wolverhampton derby swansea southampton salford aberdeen westminster
portsmouth york peterborough dundee lancaster oxford newport preston cardiff edinburgh glasgow belfast norwich
exeter cambridge gloucester bath chester durham carlisle lincoln worcester hereford canterbury winchester
salisbury lichfield wells ely truro ripon wakefield doncaster rotherham barnsley huddersfield halifax keighley
dewsbury batley blackburn burnley bolton bury oldham rochdale stockport wigan warrington blackpool luton slough
reading swindon bournemouth poole northampton milton keynes ipswich colchester southend basildon chelmsford
harlow stevenage watford hertford bedford crawley hastings eastbourne maidstone dover ashford folkestone margate
dartford guildford woking croydon bromley barnet enfield haringey hackney islington camden lambeth lewisham
greenwich tower hamlets newham redbridge havering barking dagenham ealing hounslow hillingdon harrow brent
merton sutton kingston richmond southwark wandsworth wrexham bangor aberystwyth llandudno rhyl barry bridgend
merthyr neath llanelli carmarthen caernarfon inverness perth stirling paisley derry londonderry lisburn newry
middlesbrough hartlepool darlington gateshead shields grimsby scunthorpe boston kettering corby rugby nuneaton
telford shrewsbury stafford burton tamworth walsall dudley solihull redditch yeovil taunton torquay karachi
lahore islamabad mirpur dhaka sylhet delhi mumbai lagos accra mogadishu warsaw kraków krakow gdańsk bucharest
vilnius dublin cork galway kabul tehran baghdad damascus istanbul kent essex sussex surrey devon cornwall dorset
somerset wiltshire hampshire berkshire oxfordshire norfolk suffolk yorkshire lancashire cheshire cumbria
northumberland merseyside humberside tyneside shropshire staffordshire derbyshire nottinghamshire lincolnshire
warwickshire worcestershire herefordshire gloucestershire gwent powys gwynedd dyfed anglesey fife
""")
"""Towns and counties: where somebody moved to must not be told either."""
