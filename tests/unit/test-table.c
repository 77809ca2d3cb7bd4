/*
 * test-table - columns on a terminal, tabs elsewhere.
 */
#include "config.h"

#include "core/table.h"

static Table *
make(void)
{
	static const char *const heads[] = { "ID", "OUTLET", "WHY", NULL };
	Table *table = table_new(heads);

	table_add(table, (const char *[]){ "hunan", "湖南日报", NULL });
	table_add(
	    table, (const char *[]){ "x", "", "a long\ttext\nthat 没有 ends" });
	return table;
}

static void
test_tabs(void)
{
	g_autoptr(Table) table = make();
	g_autoptr(GString) text = table_text(table, 0);

	g_assert_cmpstr(text->str, ==,
	    "hunan\t湖南日报\t-\n"
	    "x\t-\ta long\\x09text\\x0athat 没有 ends\n");
}

static void
test_columns(void)
{
	g_autoptr(Table) table = make();
	g_autoptr(GString) wide = table_text(table, 200);
	g_autoptr(GString) narrow = table_text(table, 30);
	g_autoptr(GString) least = table_text(table, 1);

	g_assert_cmpstr(wide->str, ==,
	    "ID     OUTLET    WHY\n"
	    "hunan  湖南日报  -\n"
	    "x      -         a long\\x09text\\x0athat 没有 ends\n");
	g_assert_cmpstr(narrow->str, ==,
	    "ID     OUTLET    WHY\n"
	    "hunan  湖南日报  -\n"
	    "x      -         a long\\x09te…\n");
	/* however narrow: the last column keeps ten */
	g_assert_cmpstr(least->str, ==,
	    "ID     OUTLET    WHY\n"
	    "hunan  湖南日报  -\n"
	    "x      -         a long\\x0…\n");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/table/tabs", test_tabs);
	g_test_add_func("/table/columns", test_columns);
	return g_test_run();
}
