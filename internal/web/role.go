package web

import "slices"

// A Role says what somebody may do. Each includes those before it.
type Role int

// The roles.
const (
	Anyone Role = iota // has not signed in: the sign-in page and the files it needs
	Reader             // sees everything
	Coder              // corrects, codes blind
	Editor             // merges, splits, accepts, adjudicates, undoes what others did
	Admin              // looks after people and their roles
)

var roleNames = []string{"anyone", "reader", "coder", "editor", "admin"}

// String returns the role's name.
func (r Role) String() string { return roleNames[r] }

// ParseRole returns the role of a name; false for no role.
func ParseRole(name string) (Role, bool) {
	i := slices.Index(roleNames, name)
	return Role(max(i, 0)), i >= 0
}

// A Person is who asks.
type Person struct {
	Name string
	Role Role
}
