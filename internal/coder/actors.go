package coder

// An actorMention is a place in the text that names or describes somebody who acts: an armed group, a
// state or its force, a class ("gunmen"), or an organisation that speaks.
type actorMention struct {
	first, last int // tokens of the mention, half-open
	head        int // token of the head noun or last word of the name
	// name is what a record calls the actor: the full name where the report gives it anywhere ("Islamic
	// State" for a later "IS"), else the words of the mention without article.
	name string
	kind actorKind
	// country is the ISO code of the state an actor belongs to, "" if not told.
	country string
}

// An actorKind says what sort of actor a mention is.
type actorKind uint8

const (
	actorGroup     actorKind = iota + 1 // a named armed group
	actorForce                          // a state's army, police or other force
	actorState                          // a state or government itself ("Israel", "the government")
	actorClass                          // attackers by class: gunmen, militants, rebels
	actorSpeaker                        // an organisation that only speaks: monitor, news agency, NGO, ministry
	actorCivilians                      // people who are not armed: civilians, residents, protesters
)

// findActors finds all mentions of actors, in text order, not overlapping.
func (r *reading) findActors() []actorMention { return nil }
