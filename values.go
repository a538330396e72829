package tocsin

import "slices"

// The closed lists of the codebook ("Values"). Each type is a string, so that its JSON form is the
// codebook's word; each has its list in the codebook's order and a Valid method.

// A Kind is a kind of incident.
type Kind string

// The values of Kind.
const (
	Bombing        Kind = "bombing"      // a device planted, thrown or carried
	ArmedAttack    Kind = "armed_attack" // one side fires on a target, or the means are not said
	Clash          Kind = "clash"        // two armed sides fight
	Shelling       Kind = "shelling"     // mortar, artillery, rocket, missile
	AirStrike      Kind = "air_strike"   // aircraft, drone
	Kidnapping     Kind = "kidnapping"   // also hostage-taking
	Hijacking      Kind = "hijacking"
	Arson          Kind = "arson"
	Sabotage       Kind = "sabotage"  // property, neither fire nor explosive
	Assault        Kind = "assault"   // blade, blunt, bare hands, vehicle used as weapon
	Execution      Kind = "execution" // killing of captives
	Riot           Kind = "riot"      // mob violence
	Operation      Kind = "operation" // security forces' raid, siege, arrest by force
	SexualViolence Kind = "sexual_violence"
	OtherKind      Kind = "other"
)

// Kinds lists the values of Kind in the codebook's order.
var Kinds = []Kind{Bombing, ArmedAttack, Clash, Shelling, AirStrike, Kidnapping, Hijacking, Arson, Sabotage, Assault, Execution, Riot, Operation, SexualViolence, OtherKind}

// Valid reports whether the value is in the codebook.
func (v Kind) Valid() bool { return slices.Contains(Kinds, v) }

// Stage says how far the act went.
type Stage string

// The values of Stage.
const (
	Accomplished Stage = "accomplished"
	Attempted    Stage = "attempted" // carried out, failed
	Foiled       Stage = "foiled"    // prevented
	Threatened   Stage = "threatened"
)

// Stages lists the values of Stage in the codebook's order.
var Stages = []Stage{Accomplished, Attempted, Foiled, Threatened}

// Valid reports whether the value is in the codebook.
func (v Stage) Valid() bool { return slices.Contains(Stages, v) }

// Suicide says whether the attacker died by intent.
type Suicide string

// The values of Suicide.
const (
	SuicideYes      Suicide = "yes"
	SuicideApparent Suicide = "apparent" // hedged, or said by one side and disputed
	SuicideNo       Suicide = "no"       // also: not said
)

// Suicides lists the values of Suicide in the codebook's order.
var Suicides = []Suicide{SuicideYes, SuicideApparent, SuicideNo}

// Valid reports whether the value is in the codebook.
func (v Suicide) Valid() bool { return slices.Contains(Suicides, v) }

// DatePrecision says how exactly a day is known.
type DatePrecision string

// The values of DatePrecision.
const (
	DateDay     DatePrecision = "day"
	DateDays    DatePrecision = "days"  // 2-6 days
	DateWeek    DatePrecision = "week"  // exactly seven days
	DateMonth   DatePrecision = "month" // 8-31 days
	DateYear    DatePrecision = "year"  // over a month, up to a year
	DateUnknown DatePrecision = "unknown"
)

// DatePrecisions lists the values of DatePrecision in the codebook's order.
var DatePrecisions = []DatePrecision{DateDay, DateDays, DateWeek, DateMonth, DateYear, DateUnknown}

// Valid reports whether the value is in the codebook.
func (v DatePrecision) Valid() bool { return slices.Contains(DatePrecisions, v) }

// PlacePrecision says how exactly a place is known.
type PlacePrecision string

// The values of PlacePrecision.
const (
	PlaceSettlement PlacePrecision = "settlement" // in a named town, village, city quarter
	PlaceNear       PlacePrecision = "near"       // within about 25 km of one
	PlaceDistrict   PlacePrecision = "district"   // second-order unit
	PlaceProvince   PlacePrecision = "province"   // first-order unit
	PlaceArea       PlacePrecision = "area"       // road, border, river, informal region
	PlaceCountry    PlacePrecision = "country"
	PlaceSeaOrAir   PlacePrecision = "sea_or_air"
	PlaceUnknown    PlacePrecision = "unknown"
)

// PlacePrecisions lists the values of PlacePrecision in the codebook's order.
var PlacePrecisions = []PlacePrecision{PlaceSettlement, PlaceNear, PlaceDistrict, PlaceProvince, PlaceArea, PlaceCountry, PlaceSeaOrAir, PlaceUnknown}

// Valid reports whether the value is in the codebook.
func (v PlacePrecision) Valid() bool { return slices.Contains(PlacePrecisions, v) }

// A WeaponClass is a class of weapon and nothing finer.
type WeaponClass string

// The values of WeaponClass.
const (
	Bomb                 WeaponClass = "bomb" // unspecified explosive
	VehicleBomb          WeaponClass = "vehicle_bomb"
	SuicideBomb          WeaponClass = "suicide_bomb" // worn or carried
	MineOrRoadsideBomb   WeaponClass = "mine_or_roadside_bomb"
	Grenade              WeaponClass = "grenade"
	Firearm              WeaponClass = "firearm"
	RocketOrMissile      WeaponClass = "rocket_or_missile"
	MortarOrArtillery    WeaponClass = "mortar_or_artillery"
	Aircraft             WeaponClass = "aircraft"
	Drone                WeaponClass = "drone"
	Blade                WeaponClass = "blade"
	Vehicle              WeaponClass = "vehicle"
	Incendiary           WeaponClass = "incendiary"
	BluntOrHands         WeaponClass = "blunt_or_hands"
	ChemicalOrBiological WeaponClass = "chemical_or_biological"
	OtherWeapon          WeaponClass = "other"
)

// WeaponClasses lists the values of WeaponClass in the codebook's order.
var WeaponClasses = []WeaponClass{Bomb, VehicleBomb, SuicideBomb, MineOrRoadsideBomb, Grenade, Firearm, RocketOrMissile, MortarOrArtillery, Aircraft, Drone, Blade, Vehicle, Incendiary, BluntOrHands, ChemicalOrBiological, OtherWeapon}

// Valid reports whether the value is in the codebook.
func (v WeaponClass) Valid() bool { return slices.Contains(WeaponClasses, v) }

// TargetClass says who or what was attacked.
type TargetClass string

// The values of TargetClass.
const (
	TargetPolice         TargetClass = "police"
	TargetMilitary       TargetClass = "military"
	TargetOtherSecurity  TargetClass = "other_security"
	TargetGovernment     TargetClass = "government"
	TargetPolitician     TargetClass = "politician"
	TargetJudiciary      TargetClass = "judiciary"
	TargetCivilians      TargetClass = "civilians"
	TargetReligious      TargetClass = "religious"
	TargetJournalists    TargetClass = "journalists"
	TargetAidWorkers     TargetClass = "aid_workers"
	TargetMedical        TargetClass = "medical"
	TargetEducation      TargetClass = "education"
	TargetBusiness       TargetClass = "business"
	TargetTransport      TargetClass = "transport"
	TargetInfrastructure TargetClass = "infrastructure"
	TargetDiplomatic     TargetClass = "diplomatic"
	TargetMilitants      TargetClass = "militants"
	TargetMilitia        TargetClass = "militia"
	TargetOther          TargetClass = "other"
)

// TargetClasses lists the values of TargetClass in the codebook's order.
var TargetClasses = []TargetClass{TargetPolice, TargetMilitary, TargetOtherSecurity, TargetGovernment, TargetPolitician, TargetJudiciary, TargetCivilians, TargetReligious, TargetJournalists, TargetAidWorkers, TargetMedical, TargetEducation, TargetBusiness, TargetTransport, TargetInfrastructure, TargetDiplomatic, TargetMilitants, TargetMilitia, TargetOther}

// Valid reports whether the value is in the codebook.
func (v TargetClass) Valid() bool { return slices.Contains(TargetClasses, v) }

// Effect says what happened to people.
type Effect string

// The values of Effect.
const (
	Killed          Effect = "killed"
	Injured         Effect = "injured"
	KilledOrInjured Effect = "killed_or_injured" // one sum for both
	Missing         Effect = "missing"
	Abducted        Effect = "abducted"
	Arrested        Effect = "arrested"
	Released        Effect = "released"
)

// Effects lists the values of Effect in the codebook's order.
var Effects = []Effect{Killed, Injured, KilledOrInjured, Missing, Abducted, Arrested, Released}

// Valid reports whether the value is in the codebook.
func (v Effect) Valid() bool { return slices.Contains(Effects, v) }

// Group says which people a figure counts.
type Group string

// The values of Group.
const (
	GroupAll            Group = "all" // the total, no group said
	GroupCivilians      Group = "civilians"
	GroupPolice         Group = "police"
	GroupMilitary       Group = "military"
	GroupSecurityForces Group = "security_forces"
	GroupOfficials      Group = "officials"
	GroupAttackers      Group = "attackers"
	GroupMilitants      Group = "militants" // members of an armed group who are not the attackers here
	GroupWomen          Group = "women"
	GroupChildren       Group = "children"
	GroupForeigners     Group = "foreigners"
	GroupOther          Group = "other"
)

// Groups lists the values of Group in the codebook's order.
var Groups = []Group{GroupAll, GroupCivilians, GroupPolice, GroupMilitary, GroupSecurityForces, GroupOfficials, GroupAttackers, GroupMilitants, GroupWomen, GroupChildren, GroupForeigners, GroupOther}

// Valid reports whether the value is in the codebook.
func (v Group) Valid() bool { return slices.Contains(Groups, v) }

// DamageLevel says how far a thing was harmed.
type DamageLevel string

// The values of DamageLevel.
const (
	Destroyed DamageLevel = "destroyed"
	Damaged   DamageLevel = "damaged"
	NoDamage  DamageLevel = "none"
)

// DamageLevels lists the values of DamageLevel in the codebook's order.
var DamageLevels = []DamageLevel{Destroyed, Damaged, NoDamage}

// Valid reports whether the value is in the codebook.
func (v DamageLevel) Valid() bool { return slices.Contains(DamageLevels, v) }

// Stance says what a statement does with responsibility.
type Stance string

// The values of Stance.
const (
	StanceClaim       Stance = "claim"       // the actor says it did it
	StanceAttribution Stance = "attribution" // somebody says the actor did it
	StanceDenial      Stance = "denial"      // the actor says it did not
	StanceDoubt       Stance = "doubt"       // somebody disputes a claim or attribution
	StancePraise      Stance = "praise"      // welcomes without claiming
	StanceNoClaim     Stance = "no_claim"    // a voice says that nobody has claimed
	StanceRetraction  Stance = "retraction"  // the claimant itself withdraws
)

// Stances lists the values of Stance in the codebook's order.
var Stances = []Stance{StanceClaim, StanceAttribution, StanceDenial, StanceDoubt, StancePraise, StanceNoClaim, StanceRetraction}

// Valid reports whether the value is in the codebook.
func (v Stance) Valid() bool { return slices.Contains(Stances, v) }

// Certainty says how surely a statement is made.
type Certainty string

// The values of Certainty.
const (
	Stated   Certainty = "stated"
	Hedged   Certainty = "hedged"   // suspected, believed, alleged, apparently
	Possible Certainty = "possible" // may, could, either X or Y
)

// Certainties lists the values of Certainty in the codebook's order.
var Certainties = []Certainty{Stated, Hedged, Possible}

// Valid reports whether the value is in the codebook.
func (v Certainty) Valid() bool { return slices.Contains(Certainties, v) }

// VoiceType says the role in which a voice speaks.
type VoiceType string

// The values of VoiceType.
const (
	VoicePerpetrator VoiceType = "perpetrator" // whoever claims its own act; an armed group denying
	VoiceAuthority   VoiceType = "authority"   // a state or its force in all else
	VoiceMonitor     VoiceType = "monitor"     // observer or NGO as a source of its own
	VoiceWitness     VoiceType = "witness"     // also doctors and residents
	VoiceExpert      VoiceType = "expert"
	VoiceMedia       VoiceType = "media"
	VoiceRival       VoiceType = "rival"
	VoiceVictim      VoiceType = "victim" // side attacked, not an authority
	VoiceReport      VoiceType = "report" // the outlet's own voice
	VoiceOther       VoiceType = "other"
)

// VoiceTypes lists the values of VoiceType in the codebook's order.
var VoiceTypes = []VoiceType{VoicePerpetrator, VoiceAuthority, VoiceMonitor, VoiceWitness, VoiceExpert, VoiceMedia, VoiceRival, VoiceVictim, VoiceReport, VoiceOther}

// Valid reports whether the value is in the codebook.
func (v VoiceType) Valid() bool { return slices.Contains(VoiceTypes, v) }

// Relation says how one actor is tied to another.
type Relation string

// The values of Relation.
const (
	PledgedTo  Relation = "pledged_to"
	AcceptedBy Relation = "accepted_by"
	BranchOf   Relation = "branch_of"
	PartOf     Relation = "part_of"
	SplitFrom  Relation = "split_from"
	MergedInto Relation = "merged_into"
	RenamedTo  Relation = "renamed_to"
	AliasOf    Relation = "alias_of"
	AlliedWith Relation = "allied_with"
	RivalOf    Relation = "rival_of"
	DefectedTo Relation = "defected_to"
	Supports   Relation = "supports"
	LedBy      Relation = "led_by"
)

// Relations lists the values of Relation in the codebook's order.
var Relations = []Relation{PledgedTo, AcceptedBy, BranchOf, PartOf, SplitFrom, MergedInto, RenamedTo, AliasOf, AlliedWith, RivalOf, DefectedTo, Supports, LedBy}

// Valid reports whether the value is in the codebook.
func (v Relation) Valid() bool { return slices.Contains(Relations, v) }

// TieStatus says how a voice stands to a tie.
type TieStatus string

// The values of TieStatus.
const (
	TieStated  TieStatus = "stated"
	TieHedged  TieStatus = "hedged"
	TieDenied  TieStatus = "denied"  // also a rejected pledge
	TieUnknown TieStatus = "unknown" // the voice says it does not know
)

// TieStatuses lists the values of TieStatus in the codebook's order.
var TieStatuses = []TieStatus{TieStated, TieHedged, TieDenied, TieUnknown}

// Valid reports whether the value is in the codebook.
func (v TieStatus) Valid() bool { return slices.Contains(TieStatuses, v) }

// AssessmentType says whether a judgement looks ahead.
type AssessmentType string

// The values of AssessmentType.
const (
	Prediction AssessmentType = "prediction" // says what will happen
	Judgement  AssessmentType = "assessment"
)

// AssessmentTypes lists the values of AssessmentType in the codebook's order.
var AssessmentTypes = []AssessmentType{Prediction, Judgement}

// Valid reports whether the value is in the codebook.
func (v AssessmentType) Valid() bool { return slices.Contains(AssessmentTypes, v) }
