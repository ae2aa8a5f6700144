package lexis

import "strings"

// Function tells a word that only holds a sentence together, in English or
// French: it says nothing of what the sentence is about.
func Function(plain string) bool { return function[plain] }

// Ordinary tells a word that people are also called by: "Will", "Pierre". Alone,
// it names somebody only where it has a capital that no sentence gave it.
func Ordinary(plain string) bool { return ordinary[plain] }

// Common tells a word that names nobody whatever its case: who calls themselves
// "Customer", or April, is not meant by the word.
func Common(plain string) bool { return function[plain] || nobody[plain] }

// Polite tells a word that is said before and after what one wants to say.
func Polite(plain string) bool { return polite[plain] }

// Greets tells one of them that is said before, and can be answered alike.
func Greets(plain string) bool { return greets[plain] }

// Opening tells a word that begins sentences everywhere: its capital there says
// that it is no name.
func Opening(plain string) bool { return opening[plain] }

func set(words ...string) map[string]bool {
	all := map[string]bool{}
	for _, some := range words {
		for _, w := range strings.Fields(some) {
			all[w] = true
		}
	}
	return all
}

// No word stands here that means something in the other language: "car" and "pour"
// would be one.
var function = set(`
	a about after again all also am an and any are as at be because been before being both but by can cannot could
	did do does doing don down during each few for from further had has have having he her here hers him his how i if
	in into is isn it its itself just ll m me might mine more most must my no nor not now of off on once only or other
	our ours out over own re s same shall she should so some such t than that the their theirs them then there these
	they this those through to too under until up us ve very was we were what when where which while who whom why
	will with would you your yours yes okay ok well still really let get got need want know tell take takes something
	anything someone another like come comes came moment one ones until`, `
	ai aie aient ainsi alors apres as au aucun aussi autre aux avait avant avec avez avoir avons c ca ce cela celle
	ceci ces cet cette ceux chaque chez ci comme comment d dans de depuis des deux dois doit donc dont du elle elles en
	encore entre es est et etaient etait ete etes etre eu eux faut ici il ils j je l la le les leur leurs lors lui ma
	mais mes moi mon n ne ni non nos notre nous on ont ou oui par parce pas peu peut peux plus pouvez pouvoir puis
	qu quand que quel quelle quelles quels qui quoi sa sans se sera serait ses si sommes son sont sous sur ta te tes
	toi ton tous tout toute toutes tres tu un une va vais voici voila vont vos votre vous vu y etais suis fait faire
	avais aurait aurais voudrais souhaite souhaiterais aimerais besoin instant serai serais seront`)

var nobody = set(`
	customer client visitor guest user anonymous nobody someone test tester admin agent sales support help shop store
	name hello hi hey dear madam sir mister miss mrs mr ms dr thanks thank please bye monday tuesday wednesday
	thursday friday saturday sunday january february march april may june july august september october november
	december english french parcel order refund delivery return returns invoice payment buyer product question problem
	account`, `
	cliente visiteur visiteuse invite utilisateur anonyme personne essai aide boutique magasin nom bonjour bonsoir
	salut madame monsieur mademoiselle mme mlle merci lundi mardi mercredi jeudi vendredi samedi dimanche janvier
	fevrier mars avril mai juin juillet aout septembre octobre novembre francais anglais colis commande remboursement livraison facture paiement
	acheteur acheteuse produit probleme compte`, `
	van von der den del della di da dos das el al la le los las bin ibn abu mac san saint sainte st ter ten af av`)

var ordinary = set(`
	art amber angel basil bill bob brook charity christian christmas clay cliff dale dawn dean drew earl east ernest
	eve faith fern flora ford forest frank gene ginger glen grace grant green guy hazel heath heather holly hope ivy
	jack jade jasmine jean joy king lance lane lee lily love lucky luke mark mason max mercy miles misty newton nick
	noble norm north olive opal page pat paris patience pearl penny piper pole poppy prince rain ray read reed rich
	rob robin rock rod rose ruby rusty sage sandy sky stone sue summer sunny ted terry trinity trip violet ward wade
	west white will woody young brown black smith baker cook carter fisher taylor walker hill wood woods field banks
	price long short small little best good new bell bird fish fox lamb wolf flowers rice rose bush carpenter day`, `
	aime ami ange aurore aymeric baptiste belle blanc blanche bon bonne boulanger blond bois brun cerise charme
	chantal claire clairet clement colombe constant constance desire dominique doux fleur florent franc france gentil
	grand gros iris jean juste lambert laurier leger leroy lion loup louve marchand marguerite marin marine merle
	mer michel mignon moulin noel noir olivier parfait pascal petit perle pierre placide pommier prudence rameau
	reine rey riche roi rosier rousseau roux royal sage serein solene soleil taureau tendre victoire vidal vivien
	fontaine riviere mer lune etoile jolie lebon legrand lejeune leblanc lenoir chevalier berger boucher meunier`)

var opening = set(`
	absolutely actually alternatively both certainly click congratulations delivery deliveries depending enjoy enter
	every everything exactly excellent exchanges find first follow give glad goods good great happy hello hi items
	keep like list look many next nobody nothing open orders otherwise parcels pay payment perfect perhaps please
	press put refunds returns right save see select send shipping since sizes sorry sure take thank thanks today tomorrow
	unfortunately usually welcome write wrong`, `
	actuellement appuyez attention attendez bienvenue bien bonjour bonsoir bonne certainement certes
	choisissez cliquez commandez contactez dommage echanges effectivement ensuite entrez envoyez essayez exactement
	excellent excusez felicitations gardez habituellement impossible indiquez livraison malheureusement merci mettez
	naturellement normalement notez nul ouvrez parfait parfois patientez payez prenez premierement rassurez regardez
	rendez renvoyez retours retour saisissez selon sinon suivez super veuillez verifiez volontiers bref cordialement
	desole desolee desormais aujourd demain hier navre navree`)

var polite = set(`
	hello hi hey dear sir madam good morning afternoon evening day please thank thanks sorry much`, `
	bonjour bonsoir salut coucou allo merci beaucoup svp stp plait madame monsieur bonne journee soiree cordialement`)

var greets = set("hello hi hey morning afternoon evening bonjour bonsoir salut coucou allo")
