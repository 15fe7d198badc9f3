package store_test

import (
	"fmt"
	"testing"

	"github.com/s3get/s3get/store"
)

func TestIsAccount(t *testing.T) {
	tests := map[string]bool{
		"111122223333": true, "000000000000": true, "999999999999": true,
		"": false, "11112222333": false, "1111222233334": false,
		"11112222333x": false, "/11122223333": false, ":11122223333": false, "１11122223333": false,
	}
	for id, want := range tests {
		if got := store.IsAccount(id); got != want {
			t.Errorf("IsAccount(%q) = %t, want %t", id, got, want)
		}
	}
}

// A client that expects an owner sends twelve digits; anything else is no account, not
// another one.
func ExampleIsAccount() {
	fmt.Println(store.IsAccount("111122223333"), store.IsAccount("0000"))
	// Output: true false
}
