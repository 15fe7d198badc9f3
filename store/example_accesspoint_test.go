package store_test

import (
	"context"
	"fmt"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A tenant gives one access point to the buckets of any Store.
type tenant struct {
	store.Store
	name, account, alias string
	bucket               string
}

var _ store.AccessPoints = tenant{}

func (t tenant) AccessPoint(_ context.Context, name, account string) (string, error) {
	if name == t.name && account == t.account || name == t.alias && account == "" {
		return t.bucket, nil
	}
	return "", store.ErrNoAccessPoint
}

// A Store gets access points by one method more. The name is that of the account that is
// asked for and of no other; an alias comes without an account.
func ExampleAccessPoints() {
	s := tenant{memstore.New(), "reports", "111122223333", "reports-ab12-s3alias", "b"}

	ctx := context.Background()
	fmt.Println(store.ResolveAccessPoint(ctx, s, "reports", "111122223333"))
	fmt.Println(store.ResolveAccessPoint(ctx, s, "reports-ab12-s3alias", ""))
	fmt.Println(store.ResolveAccessPoint(ctx, s, "reports", "444455556666"))
	// Output:
	// b <nil>
	// b <nil>
	//  store: no such access point
}
