package main

import (
	"testing"

	"github.com/tocsin-org/tocsin/internal/people"
	"github.com/tocsin-org/tocsin/internal/web"
)

// TestRolesAreOne: the register and the workbench have the same roles in the same order.
func TestRolesAreOne(t *testing.T) {
	if len(people.Roles) != int(web.Admin) {
		t.Fatalf("%v", people.Roles)
	}
	for i, r := range people.Roles {
		if got, ok := web.ParseRole(string(r)); !ok || int(got) != i+1 {
			t.Errorf("%s is %v of the workbench's roles, %v", r, got, ok)
		}
	}
}
