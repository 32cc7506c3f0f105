<?php

declare(strict_types=1);

// Action Scheduler's function, with the arguments it documents.
$GLOBALS['actions'] = [];
function as_schedule_single_action($timestamp, $hook, $args = [], $group = '')
{
    $GLOBALS['actions'][] = [$hook, $args, $group];
    return count($GLOBALS['actions']);
}
